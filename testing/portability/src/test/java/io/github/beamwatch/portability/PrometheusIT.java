package io.github.beamwatch.portability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.beamwatch.core.generate.AdEventGenerator;
import io.github.beamwatch.fixtures.PlainRules;
import io.github.beamwatch.fixtures.flink.FlinkStandalone;
import io.github.beamwatch.fixtures.kafka.KafkaBroker;
import io.github.beamwatch.fixtures.kafka.KafkaExtension;
import io.github.beamwatch.fixtures.process.ChildProcess;
import io.github.beamwatch.fixtures.process.LoopbackPorts;
import io.github.beamwatch.fixtures.prometheus.PrometheusServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus with the shipped configuration watches the same job on a Flink cluster, through
 * Flink's own reporter, and in one process on Direct: the same names, and the same numbers.
 */
@ExtendWith(KafkaExtension.class)
class PrometheusIT {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final String EVENTS = "prometheus-events";

  private static final AdTopic TOPIC =
      AdTopic.of(
          AdEventGenerator.seeded(11)
              .withMinutes(20)
              .withEventsPerSecond(10)
              .withBadLinesPerThousand(2),
          11);

  @TempDir private Path folder;

  @Test
  void aClusterAndAProcessShowTheSame(KafkaBroker broker) throws Exception {
    assumeTrue(PrometheusServer.installed("prometheus"), "there is no prometheus on the PATH");
    PlainRules.Outcome oracle = PlainRules.apply(TOPIC.inTime());
    sendEvents(broker);
    int reporter = LoopbackPorts.free();
    int direct = LoopbackPorts.free();

    try (FlinkStandalone cluster =
            FlinkStandalone.start(
                Bundle.FLINK.engine(), folder.resolve("flink"), reporterSettings(reporter));
        PrometheusServer prometheus =
            PrometheusServer.start(configuration(reporter, direct), folder.resolve("prometheus"))) {
      submit(cluster, broker);
      List<String> arguments = new ArrayList<>(arguments("on-direct", broker));
      arguments.add("--metrics-port=" + direct);
      try (BundleProcess job = Bundle.DIRECT.run(folder.resolve("direct"), Map.of(), arguments)) {
        for (String pipeline : List.of("on-flink", "on-direct")) {
          awaitSum(
              prometheus, "beamwatch_events_measured_total", pipeline, "", oracle.events(), job);
        }
        for (String pipeline : List.of("on-flink", "on-direct")) {
          requireNumbers(prometheus, pipeline, oracle, job);
        }
        requireTargetsAndRules(prometheus);
        assertThat(prometheus.value("flink_jobmanager_job_numberOfCompletedCheckpoints"))
            .isPositive();
      }
      // The process is gone: the rule about it fires.
      await(
          prometheus,
          () ->
              prometheus.value(
                      "ALERTS{alertname=\"BeamwatchDown\", alertstate=\"firing\","
                          + " job=\"beamwatch\"}")
                  == 1,
          "BeamwatchDown");
    }
  }

  private static void requireNumbers(
      PrometheusServer prometheus, String pipeline, PlainRules.Outcome oracle, BundleProcess job)
      throws IOException {
    long dead = oracle.deadLines().size();
    long late = TOPIC.late().size();
    Map<String, Long> expected =
        Map.of(
            "beamwatch_events_read_total",
            (long) TOPIC.size(),
            "beamwatch_events_parsed_total",
            TOPIC.size() - dead - late,
            "beamwatch_dead_letters_total",
            dead,
            "beamwatch_late_total",
            late,
            "beamwatch_windows_total",
            (long) oracle.windows().size(),
            "beamwatch_alert_latency_milliseconds_bucket",
            (long) oracle.alerts().size());
    for (Map.Entry<String, Long> metric : expected.entrySet()) {
      String le = metric.getKey().endsWith("_bucket") ? ", le=\"+Inf\"" : "";
      awaitSum(prometheus, metric.getKey(), pipeline, le, metric.getValue(), job);
    }
    for (String rule : List.of("ctr_drop", "ctr_spike")) {
      long alerts = oracle.alerts().stream().filter(alert -> alert.line().contains(rule)).count();
      assertThat(alerts).isPositive();
      awaitSum(
          prometheus,
          "beamwatch_alerts_total",
          pipeline,
          ", status=\"firing\", rule=\"" + rule + "\"",
          alerts,
          job);
    }
    assertThat(prometheus.value("beamwatch:watermark_lag_seconds{pipeline=\"" + pipeline + "\"}"))
        .isPositive();
    assertThat(
            prometheus.value(
                "beamwatch:source_watermark_lag_seconds{pipeline=\"" + pipeline + "\"}"))
        .isPositive();
  }

  private static void requireTargetsAndRules(PrometheusServer prometheus) throws IOException {
    JsonNode targets = prometheus.targets();
    assertThat(targets).hasSize(3);
    for (JsonNode target : targets) {
      assertThat(target.path("health").asText()).as(target.toString()).isEqualTo("up");
    }
    for (JsonNode group : prometheus.ruleGroups()) {
      for (JsonNode rule : group.path("rules")) {
        assertThat(rule.path("health").asText()).as(rule.toString()).isEqualTo("ok");
      }
    }
  }

  private static void awaitSum(
      PrometheusServer prometheus,
      String metric,
      String pipeline,
      String labels,
      long wanted,
      BundleProcess job)
      throws IOException {
    String expression = "sum(%s{pipeline=\"%s\"%s})".formatted(metric, pipeline, labels);
    await(
        prometheus,
        () -> {
          assertThat(job.isAlive()).as(job.tail()).isTrue();
          return prometheus.value(expression) == wanted;
        },
        expression + " = " + wanted);
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(PrometheusServer prometheus, Condition condition, String what)
      throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "waited in vain for "
                + what
                + "; there is "
                + prometheus.query("sum by (__name__, pipeline) ({__name__=~\"beamwatch_.+\"})"));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static void sendEvents(KafkaBroker broker) {
    broker.createTopic(EVENTS, AdTopic.PARTITIONS);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int partition = 0; partition < AdTopic.PARTITIONS; partition++) {
      for (byte[] line : TOPIC.partitions().get(partition)) {
        records.add(new ProducerRecord<>(EVENTS, partition, null, line));
      }
    }
    broker.produce(records);
  }

  /** As in runners-config/flink/conf/config.yaml. */
  private static Map<String, String> reporterSettings(int first) {
    return Map.of(
        "metrics.reporters", "prom",
        "metrics.reporter.prom.factory.class",
            "org.apache.flink.metrics.prometheus.PrometheusReporterFactory",
        "metrics.reporter.prom.port", first + "-" + (first + 1),
        "metrics.reporter.prom.filterLabelValueCharacters", "'false'");
  }

  private void submit(FlinkStandalone cluster, KafkaBroker broker) {
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(arguments("on-flink", broker));
    arguments.add("--attachedMode=false");
    arguments.add("--parallelism=2");
    try (ChildProcess client = cluster.run(Bundle.FLINK.jar(), arguments)) {
      assertThat(client.exitCode(PATIENCE)).as(client.console()).isZero();
    }
  }

  private List<String> arguments(String name, KafkaBroker broker) {
    return List.of(
        "ad-metrics-plain",
        "--set",
        "name=" + name,
        "--set",
        "source.kafka.bootstrapServers=" + broker.bootstrapServers(),
        "--set",
        "source.kafka.topic=" + EVENTS,
        "--set",
        "alerts.sinks=[{files: {path: " + folder.resolve(name) + "}}]",
        "--set",
        "sinks.deadLetters=[{files: {path: " + folder.resolve(name) + "}}]");
  }

  /** The shipped configuration with the ports of this test, and a patience of seconds. */
  private Path configuration(int reporter, int direct) throws IOException {
    Path shipped = Bundle.file("runners-config/monitoring");
    Path configuration = folder.resolve("prometheus.yml");
    Files.writeString(
        configuration,
        Files.readString(shipped.resolve("prometheus.yml"))
            .replace("15s", "1s")
            .replace("127.0.0.1:9404", "127.0.0.1:" + direct)
            .replace("127.0.0.1:9250", "127.0.0.1:" + reporter)
            .replace("127.0.0.1:9251", "127.0.0.1:" + (reporter + 1)));
    Files.writeString(
        folder.resolve("beamwatch.rules.yml"),
        Files.readString(shipped.resolve("beamwatch.rules.yml")).replace("for: 2m", "for: 1s"));
    return configuration;
  }
}
