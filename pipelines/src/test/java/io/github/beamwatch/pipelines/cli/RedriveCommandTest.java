package io.github.beamwatch.pipelines.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.fixtures.kafka.KafkaBroker;
import io.github.beamwatch.fixtures.kafka.KafkaExtension;
import io.github.beamwatch.fixtures.process.LoopbackPorts;
import io.github.beamwatch.fixtures.redis.RedisProcess;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** Dead letters go back to a real topic, each once, whatever happens to who sends them. */
@ExtendWith(KafkaExtension.class)
class RedriveCommandTest {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String ALERT = "{\"alert_id\":\"1\",\"labels\":{\"shop\":\"a\"}}";

  @TempDir private Path folder;

  @Test
  void everyKindOfLetterIsFedBackOrTold(KafkaBroker broker) throws IOException {
    broker.createTopic("kinds", 2);
    Path letters =
        letters(
            letter("parse", "malformed", "one", ""),
            letter("parse", "late", "two", ""),
            letter("parse", "invalid_utf8", "/w==", ",\"payload_encoding\":\"base64\""),
            letter("parse", "late", "three", ",\"payload_state\":\"redacted\""),
            letter("parse", "malformed", "[9 bytes]", ",\"payload_state\":\"withheld\""),
            letter("parse", "too_large", "beg", ",\"payload_state\":\"cut\""),
            "",
            "{\"payload\":7}",
            "no letter");
    String input = "--input=" + letters;

    assertThat(redrive(broker, "kinds", input, "--dry-run").out())
        .contains(
            "parse malformed: 1 letters, 1 to feed back",
            "parse malformed: 1 letters, kept: payload is not kept, since it may hold sensitive values",
            "parse late: 1 letters, kept: payload is without its sensitive values",
            "parse too_large: 1 letters, kept: payload is only the record's beginning",
            "2 kept that are no dead letters: " + letters + ":8, " + letters + ":9",
            "3 letters would go to kinds");
    assertThat(texts(broker, "kinds", 1)).isEmpty();

    assertThat(redrive(broker, "kinds", input, "--reason=late").out())
        .contains("1 letters fed back to kinds");
    assertThat(redrive(broker, "kinds", input).out())
        .contains(
            "parse late: 1 letters, 0 fed back, 1 were before", "2 letters fed back to kinds");
    assertThat(redrive(broker, "kinds", input, "--redacted").out())
        .contains("1 letters fed back to kinds");
    assertThat(redrive(broker, "kinds", input).out()).contains("0 letters fed back to kinds");
    assertThat(texts(broker, "kinds", 9))
        .containsExactlyInAnyOrder("one", "two", "three", new String(new byte[] {-1}, UTF_8));
  }

  @Test
  void aTopicOfLettersIsFedBackToTheTopicOfTheSpec(KafkaBroker broker) throws IOException {
    broker.createTopic("orders", 1);
    broker.createTopic("orders-dead", 2);
    Path spec = folder.resolve("spec.yaml");
    Files.writeString(
        spec,
        """
        apiVersion: beamwatch/v1
        name: orders
        source: {kafka: {bootstrapServers: '%s', topic: orders}}
        parse: {format: json, timestamp: {field: at}}
        measure: {window: 1m, measures: {orders: {count: {}}}}
        """
            .formatted(broker.bootstrapServers()));
    send(broker, "orders-dead", 0, 30);
    String[] arguments = {"redrive", "--topic=orders-dead", "--spec=" + spec};

    assertThat(Cli.run(arguments).done().out()).contains("30 letters fed back to orders");
    send(broker, "orders-dead", 30, 40);
    assertThat(Cli.run(arguments).done().out()).contains("10 letters fed back to orders");
    assertThat(texts(broker, "orders", 99)).containsExactlyInAnyOrderElementsOf(payloads(40));

    Path others =
        letters(letter("write", "refused", "row", ""), letter("deliver", "unavailable", "a", ""));
    assertThat(Cli.run("redrive", "--input=" + others, "--spec=" + spec).done().out())
        .contains(
            "write refused: 1 letters, kept: payload is no record of what the spec reads",
            "deliver unavailable: 1 letters, kept: payload is no record of what the spec reads",
            "0 letters fed back to orders");
  }

  @Test
  void rowsGoBackToTheSinkThatDidNotTakeThem(KafkaBroker broker) throws IOException {
    broker.createTopic("clicks", 1);
    broker.createTopic("click-alerts", 1);
    try (RedisProcess redis = RedisProcess.start()) {
      Path spec = folder.resolve("sinks.yaml");
      Files.writeString(
          spec,
          """
          apiVersion: beamwatch/v1
          name: clicks
          source: {kafka: {bootstrapServers: '%s', topic: clicks}}
          parse: {format: json, timestamp: {field: at}}
          measure: {groupBy: [shop], window: 1m, measures: {orders: {count: {}}}}
          alerts: {sinks: [{kafka: {topic: click-alerts}}]}
          sinks: {metrics: [{redis: {address: '%s'}}]}
          """
              .formatted(broker.bootstrapServers(), redis.address()));
      String row =
          "{\"pipeline\":\"clicks\",\"labels\":{\"shop\":\"a\"},"
              + "\"window_start\":\"2026-01-31T09:30:00.000Z\","
              + "\"window_end\":\"2026-01-31T09:31:00.000Z\",\"samples\":1,"
              + "\"measures\":{\"orders\":1.0},\"metrics\":{}}";
      Path letters =
          letters(
              letter(
                  "write",
                  "unavailable",
                  row.replace("\"", "\\\""),
                  ",\"source\":\"sinks.metrics[0].redis\""),
              letter(
                  "write",
                  "refused",
                  ALERT.replace("\"", "\\\""),
                  ",\"source\":\"alerts.sinks[0].kafka\""),
              letter("write", "refused", "other", ",\"source\":\"alerts.sinks[7].webhook\""),
              letter("parse", "late", "event", ""));
      String[] arguments = {"redrive", "--input=" + letters, "--spec=" + spec};

      assertThat(Cli.run(arguments).done().out())
          .contains("write refused: 1 letters, kept:", "3 letters fed back to clicks");
      assertThat(Cli.run(arguments).done().out()).contains("0 letters fed back to clicks");

      assertThat(texts(broker, "clicks", 9)).containsExactly("event");
      assertThat(texts(broker, "click-alerts", 9)).containsExactly(ALERT);
      try (Jedis client = new Jedis(LoopbackPorts.HOST, redis.port())) {
        assertThat(client.get("metrics:shop=a:2026-01-31T09:30:00.000Z")).isEqualTo(row);
      }
    }
  }

  @Test
  void whatWasNotDeliveredGoesBackToTheAlerts(KafkaBroker broker) throws IOException {
    broker.createTopic("alerts-again", 1);
    Path spec = folder.resolve("deliver.yaml");
    Files.writeString(
        spec,
        """
        apiVersion: beamwatch/v1
        kind: delivery
        name: tell
        source: {kafka: {bootstrapServers: '%s', topic: alerts-again, groupId: tell}}
        channels: {hook: {webhook: {url: 'http://127.0.0.1:1/'}}}
        """
            .formatted(broker.bootstrapServers()));
    Path letters =
        letters(letter("deliver", "unavailable", "a", ""), letter("write", "refused", "row", ""));

    assertThat(Cli.run("redrive", "--input=" + letters, "--spec=" + spec).done().out())
        .contains("1 letters fed back to alerts-again");
    assertThat(texts(broker, "alerts-again", 9)).containsExactly("a");
  }

  /** Killed without warning, run again, and then by two at once: every payload is there once. */
  @Test
  void onceEachWhenKilledAndRunAgainByTwo(KafkaBroker broker) throws Exception {
    int count = 60_000;
    broker.createTopic("once", 2);
    Path letters = folder.resolve("letters.jsonl");
    try (BufferedWriter out = Files.newBufferedWriter(letters)) {
      for (String payload : payloads(count)) {
        out.write(letter("parse", "malformed", payload, "") + "\n");
      }
    }

    Process first = start(broker, letters);
    try {
      while (broker.size("once") < 2_000) {
        assertThat(first.isAlive()).as("killed in the middle").isTrue();
        Thread.onSpinWait();
      }
    } finally {
      first.destroyForcibly().waitFor();
    }
    assertThat(broker.size("once")).isLessThan(count);
    Process second = start(broker, letters);
    Process third = start(broker, letters);
    for (Process process : List.of(second, third)) {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
    assertThat(List.of(second.exitValue(), third.exitValue()))
        .as("one did it; the other too, or was told that it was overtaken")
        .contains(0)
        .isSubsetOf(0, 1);
    redrive(broker, "once", "--input=" + letters);

    List<String> fed =
        broker.consume("once", count + 1, Duration.ofSeconds(15)).stream()
            .map(record -> new String(record.value(), UTF_8))
            .toList();
    assertThat(fed).hasSize(count).doesNotHaveDuplicates();
  }

  @Test
  void whatCannotBeIsSaidInOneSentence(KafkaBroker broker) throws IOException {
    Path letters = letters(letter("parse", "late", "x", ""));
    String brokers = "--bootstrap-servers=" + broker.bootstrapServers();
    Cli.run("redrive").refusedWith("--input=GLOB or --topic=TOPIC").inOneSentence();
    Cli.run("redrive", "--input=" + letters)
        .refusedWith("say where to feed them: --spec=SPEC or --to-topic=TOPIC")
        .inOneSentence();
    Cli.run("redrive", "--input=" + letters, "--to-topic=t")
        .refusedWith("say which brokers")
        .inOneSentence();
    Cli.run("redrive", "--topic=t", "--to-topic=t", brokers)
        .refusedWith("--to-topic=t is the topic of the dead letters")
        .inOneSentence();
    Cli.run("redrive", "--input=" + folder.resolve("none"), "--to-topic=t", brokers)
        .refusedWith("no file matches")
        .inOneSentence();
    Cli missing = Cli.run("redrive", "--input=" + letters, "--to-topic=nowhere", brokers);
    assertThat(missing.code()).isEqualTo(Main.FAILED);
    assertThat(missing.err()).contains("nowhere");
  }

  private static Cli redrive(KafkaBroker broker, String topic, String... more) {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of(
                "redrive",
                "--to-topic=" + topic,
                "--bootstrap-servers=" + broker.bootstrapServers()));
    arguments.addAll(List.of(more));
    return Cli.run(arguments.toArray(String[]::new)).done();
  }

  private Process start(KafkaBroker broker, Path letters) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "redrive",
            "--input=" + letters,
            "--to-topic=once",
            "--bootstrap-servers=" + broker.bootstrapServers())
        .redirectErrorStream(true)
        .redirectOutput(Files.createTempFile(folder, "redrive", ".log").toFile())
        .start();
  }

  private static List<String> texts(KafkaBroker broker, String topic, int most) {
    return broker.consume(topic, most, SOON).stream()
        .map(record -> new String(record.value(), UTF_8))
        .toList();
  }

  private Path letters(String... lines) throws IOException {
    return Files.write(folder.resolve("letters.jsonl"), List.of(lines));
  }

  private static void send(KafkaBroker broker, String topic, int from, int to) {
    broker.produce(
        IntStream.range(from, to)
            .mapToObj(
                i ->
                    new ProducerRecord<byte[], byte[]>(
                        topic, i % 2, null, letter("parse", "late", "p" + i, "").getBytes(UTF_8)))
            .toList());
  }

  private static List<String> payloads(int count) {
    return IntStream.range(0, count).mapToObj(i -> "p" + i).toList();
  }

  private static String letter(String stage, String reason, String payload, String more) {
    return "{\"stage\":\"%s\",\"reason\":\"%s\",\"payload\":\"%s\"%s}"
        .formatted(stage, reason, payload, more);
  }
}
