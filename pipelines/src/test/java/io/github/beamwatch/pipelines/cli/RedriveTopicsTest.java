package io.github.beamwatch.pipelines.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.beamwatch.fixtures.kafka.KafkaBroker;
import io.github.beamwatch.fixtures.kafka.KafkaExtension;
import io.github.beamwatch.fixtures.process.LoopbackPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rows for topics go back as the sink itself would have written them, to its own brokers. */
@ExtendWith(KafkaExtension.class)
class RedriveTopicsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String PASSWORD = "never-print-me-redrive";

  private static final String SPEC =
      """
      apiVersion: beamwatch/v1
      name: shops
      source: %s
      parse: {format: json, timestamp: {field: at}}
      measure: {groupBy: [shop, country], window: 1m, measures: {orders: {count: {}}}}
      detect: [{rule: many, metric: orders, when: {above: 1}}]
      alerts: {sinks: [{kafka: {topic: %s-alerts, bootstrapServers: '%s'%s}}]}
      sinks: {metrics: [{kafka: {topic: %2$s-metrics%s}}]}
      """;

  @TempDir private Path folder;

  @Test
  void withTheSameKeysToTheBrokersOfTheSink(KafkaBroker broker) throws IOException {
    try (KafkaBroker other = KafkaBroker.startWithPassword("watch", PASSWORD)) {
      for (String name : List.of("live", "again")) {
        broker.createTopic(name + "-metrics", 1);
        other.createTopic(name + "-alerts", 1);
      }
      broker.createTopic("shop-events", 1);
      String login =
          ", security: {protocol: SASL_PLAINTEXT, username: watch, password: %s}"
              .formatted(PASSWORD);

      Files.writeString(folder.resolve("in.jsonl"), events());
      Cli.run(
              "run",
              spec(
                  "{files: {paths: ['" + folder.resolve("in.jsonl") + "']}}",
                  "live",
                  other.bootstrapServers(),
                  login,
                  ", bootstrapServers: '" + broker.bootstrapServers() + "'"))
          .done();
      List<String> alerts = records(other, "live-alerts", 2);
      List<String> metrics = records(broker, "live-metrics", 2);
      assertThat(alerts).hasSize(2).allMatch(record -> record.matches("(DE|UK)\\|[ab] .*"));
      assertThat(metrics).hasSize(2).allMatch(record -> record.matches("[ab]\\|(DE|UK) .*"));

      List<String> letters = new ArrayList<>();
      alerts.forEach(record -> letters.add(letter(record, "alerts.sinks[0].kafka")));
      metrics.forEach(record -> letters.add(letter(record, "sinks.metrics[0].kafka")));
      Files.write(folder.resolve("letters.jsonl"), letters);
      String[] redrive = {
        "redrive",
        "--input=" + folder.resolve("letters.jsonl"),
        "--spec="
            + spec(
                "{kafka: {topic: shop-events, bootstrapServers: '%s'}}"
                    .formatted(broker.bootstrapServers()),
                "again",
                other.bootstrapServers(),
                login,
                "")
      };
      assertThat(Cli.run(redrive).done().out()).contains("4 letters fed back to shop-events");
      assertThat(Cli.run(redrive).done().out()).contains("0 letters fed back to shop-events");

      assertThat(records(other, "again-alerts", 9)).isEqualTo(alerts);
      assertThat(records(broker, "again-metrics", 9)).isEqualTo(metrics);
    }
  }

  @Test
  void brokersOfTheSinkThatAreAwayAreOneSentenceAndNothingIsNoted(KafkaBroker broker)
      throws IOException {
    broker.createTopic("away-events", 1);
    String away = "127.0.0.1:" + LoopbackPorts.free();
    Files.writeString(
        folder.resolve("letters.jsonl"),
        letter("k {\"labels\":{\"shop\":\"a\",\"country\":\"UK\"}}", "alerts.sinks[0].kafka"));
    String spec =
        spec(
            "{kafka: {topic: away-events, bootstrapServers: '%s'}}"
                .formatted(broker.bootstrapServers()),
            "away",
            away,
            "",
            "");

    Cli run = Cli.run("redrive", "--input=" + folder.resolve("letters.jsonl"), "--spec=" + spec);

    assertThat(run.code()).isEqualTo(Main.FAILED);
    assertThat(run.err())
        .contains("alerts.sinks[0].kafka: no Kafka broker answers at " + away)
        .doesNotContain("\tat ");
    assertThat(
            Cli.run(
                    "redrive",
                    "--input=" + folder.resolve("letters.jsonl"),
                    "--spec=" + spec,
                    "--dry-run")
                .done()
                .out())
        .contains("1 to feed back");
  }

  private String spec(String source, String topics, String brokers, String login, String metrics)
      throws IOException {
    Path file = folder.resolve(topics + ".yaml");
    return Files.writeString(file, SPEC.formatted(source, topics, brokers, login, metrics))
        .toString();
  }

  private static String events() {
    StringBuilder lines = new StringBuilder();
    for (String where : List.of("\"a\",\"country\":\"UK\"", "\"b\",\"country\":\"DE\"")) {
      for (int i = 0; i < 3; i++) {
        lines.append("{\"at\":\"2026-01-31T09:30:0%d.000Z\",\"shop\":%s}\n".formatted(i, where));
      }
    }
    return lines.toString();
  }

  /** Key and value of each. */
  private static List<String> records(KafkaBroker broker, String topic, int most) {
    return broker.consume(topic, most, most > 2 ? Duration.ofSeconds(2) : PATIENCE).stream()
        .map(record -> new String(record.key(), UTF_8) + " " + new String(record.value(), UTF_8))
        .sorted()
        .toList();
  }

  private static String letter(String record, String source) {
    ObjectNode letter = JSON.createObjectNode();
    letter.put("stage", "write").put("reason", "refused").put("source", source);
    return letter.put("payload", record.substring(record.indexOf(' ') + 1)).toString();
  }
}
