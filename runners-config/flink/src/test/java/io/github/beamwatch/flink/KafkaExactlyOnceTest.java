package io.github.beamwatch.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.fixtures.kafka.KafkaBroker;
import io.github.beamwatch.fixtures.kafka.KafkaExtension;
import io.github.beamwatch.fixtures.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stream on embedded Flink writes in transactions; who reads what is committed sees each once.
 */
@ExtendWith(KafkaExtension.class)
class KafkaExactlyOnceTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Instant START = Instant.parse("2025-12-17T08:00:00Z");

  private static final String SPEC =
      """
      apiVersion: beamwatch/v1
      name: once
      source: {kafka: {bootstrapServers: 'BROKER', topic: once-events, maxDisorder: 0s}}
      parse: {format: json, timestamp: {field: at}}
      measure: {groupBy: [shop], window: 1s, measures: {amount: {sum: amount}}}
      detect:
        - rule: surge
          metric: amount
          baseline: {ema: {alpha: 0.2, ttl: 1h}}
          when: {aboveRatio: 2}
      alerts: {sinks: [{console: {}}]}
      sinks: {metrics: [{kafka: {topic: once-metrics, exactlyOnce: true}}]}
      """;

  @TempDir private Path folder;

  @Test
  void eachWindowIsWrittenOnce(KafkaBroker broker) throws IOException {
    broker.createTopic("once-events", 1);
    broker.createTopic("once-metrics", 2);
    Path spec = folder.resolve("once.yaml");
    Files.writeString(spec, SPEC.replace("BROKER", broker.bootstrapServers()));
    List<String> command =
        List.of(
            ChildProcess.java(),
            "@jvm.flags",
            "-Xmx1g",
            "-cp",
            System.getProperty("java.class.path"),
            "io.github.beamwatch.pipelines.cli.Main",
            "run",
            spec.toString(),
            "--runner=FlinkRunner");
    List<String> windows = new ArrayList<>();
    try (ChildProcess job =
            ChildProcess.start("once", command, Map.of(), folder.resolve("job.log"));
        KafkaConsumer<String, String> reader =
            new KafkaConsumer<>(
                Map.of(
                    "bootstrap.servers", broker.bootstrapServers(),
                    "group.id", "reader",
                    "auto.offset.reset", "earliest",
                    "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
      reader.subscribe(List.of("once-metrics"));
      // In three parts, so that there are several checkpoints and transactions.
      for (int part = 0; part < 3; part++) {
        send(broker, part * 100, part * 100 + 100);
        read(reader, job, windows, part * 100 + 99);
      }
    }

    assertThat(windows)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 299).mapToObj(i -> START.plusSeconds(i)).map(this::text).toList());
    // Each transaction ends with a mark that takes an offset.
    assertThat(broker.size("once-metrics")).isGreaterThan(299);
  }

  private String text(Instant time) {
    return time.toString().replace("Z", ".000Z");
  }

  private static void send(KafkaBroker broker, int from, int to) {
    broker.produce(
        IntStream.range(from, to)
            .mapToObj(
                i ->
                    "{\"at\":\"%s\",\"shop\":\"s\",\"amount\":%d}"
                        .formatted(START.plusSeconds(i), 90 + i * 31 % 20))
            .map(event -> new ProducerRecord<byte[], byte[]>("once-events", event.getBytes(UTF_8)))
            .toList());
  }

  private static void read(
      KafkaConsumer<String, String> reader, ChildProcess job, List<String> windows, int count)
      throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (windows.size() < count) {
      assertThat(job.isAlive() && System.nanoTime() < deadline).as(job.console()).isTrue();
      for (ConsumerRecord<String, String> record : reader.poll(POLL)) {
        windows.add(new ObjectMapper().readTree(record.value()).path("window_start").asText());
      }
    }
  }
}
