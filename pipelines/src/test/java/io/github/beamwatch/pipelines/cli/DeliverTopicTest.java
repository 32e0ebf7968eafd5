package io.github.beamwatch.pipelines.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.beam.json.JsonLines;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.fixtures.alert.SampleAlerts;
import io.github.beamwatch.fixtures.http.CountingServer;
import io.github.beamwatch.fixtures.kafka.KafkaBroker;
import io.github.beamwatch.fixtures.kafka.KafkaExtension;
import io.github.beamwatch.fixtures.process.ChildProcess;
import io.github.beamwatch.fixtures.process.LoopbackPorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

/** {@code run deliver} as a process, from a topic to a server, killed and started again. */
@ExtendWith(KafkaExtension.class)
class DeliverTopicTest {

  private static final int ALERTS = 600;
  private static final int UNDER_WAY = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String QUICK = "claims.pendingFor=2s";
  private static final Pattern ID = Pattern.compile("\"alert_id\":\"([^\"]+)\"");

  @TempDir private Path folder;

  private static void await(BooleanSupplier condition, ChildProcess process) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new AssertionError(process.console());
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static List<String> ids(CountingServer server) {
    return server.accepted().stream()
        .map(
            request -> {
              Matcher id = ID.matcher(request.body());
              return id.find() ? id.group(1) : "none";
            })
        .toList();
  }

  private static void fill(KafkaBroker broker, String topic) {
    broker.createTopic(topic, 2);
    broker.produce(
        IntStream.range(0, ALERTS)
            .mapToObj(number -> record(topic, number % 2, SampleAlerts.firing(number)))
            .toList());
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, int partition, Alert alert) {
    return new ProducerRecord<>(topic, partition, null, JsonLines.of(alert).getBytes(UTF_8));
  }

  private ChildProcess start(
      String name,
      KafkaBroker broker,
      String topic,
      int redis,
      CountingServer server,
      String... settings) {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            ChildProcess.java(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "run",
            "deliver",
            "--set",
            "channels={hook: {webhook: {url: '"
                + server.url("/never-print-me")
                + "'}, maxConcurrent: "
                + UNDER_WAY
                + "}}",
            "--set",
            "group={by: [alert_id], wait: 0s, maxAlerts: 1}",
            "--set",
            "sinks.deadLetters=[{files: {path: '" + folder.resolve("dead") + "'}}]"));
    for (String setting : settings) {
      command.addAll(List.of("--set", setting));
    }
    return ChildProcess.start(
        name,
        command,
        Map.of(
            "KAFKA",
            broker.bootstrapServers(),
            "ALERTS_TOPIC",
            topic,
            "REDIS",
            "redis://127.0.0.1:" + redis),
        folder.resolve(name + ".log"));
  }

  @Test
  void killed_twice_every_alert_is_told_and_hardly_any_twice(KafkaBroker broker) throws Exception {
    fill(broker, "kill-alerts");
    int port = LoopbackPorts.free();
    RedisServer redis = new RedisServer(port);
    redis.start();
    try (CountingServer server = CountingServer.start().withDelay(Duration.ofMillis(20))) {
      for (int kill = 1; kill <= 2; kill++) {
        int enough = kill * ALERTS / 4;
        ChildProcess process = start("deliver-" + kill, broker, "kill-alerts", port, server, QUICK);
        await(() -> server.accepted().size() >= enough, process);
        process.kill();
      }
      try (ChildProcess process = start("deliver-3", broker, "kill-alerts", port, server, QUICK)) {
        await(() -> Set.copyOf(ids(server)).size() == ALERTS, process);
        assertThat(process.console()).doesNotContain("never-print-me", "Exception");
      }
      assertThat(ids(server)).hasSizeBetween(ALERTS, ALERTS + 2 * UNDER_WAY);
    } finally {
      redis.stop();
    }
  }

  @Test
  void stopped_twice_in_the_usual_way_every_alert_is_told_once(KafkaBroker broker)
      throws Exception {
    fill(broker, "stop-alerts");
    int port = LoopbackPorts.free();
    RedisServer redis = new RedisServer(port);
    redis.start();
    try (CountingServer server = CountingServer.start().withDelay(Duration.ofMillis(20))) {
      for (int stop = 1; stop <= 2; stop++) {
        int enough = stop * ALERTS / 4;
        // Closed by SIGTERM, as a service manager does.
        try (ChildProcess process =
            start("stopped-" + stop, broker, "stop-alerts", port, server, QUICK)) {
          await(() -> server.accepted().size() >= enough, process);
        }
      }
      try (ChildProcess process = start("stopped-3", broker, "stop-alerts", port, server, QUICK)) {
        await(() -> Set.copyOf(ids(server)).size() == ALERTS, process);
      }
      assertThat(ids(server)).hasSize(ALERTS);
    } finally {
      redis.stop();
    }
  }

  @Test
  void without_redis_the_job_itself_holds_back_what_comes_within_the_cooldown(KafkaBroker broker)
      throws Exception {
    int series = 50;
    broker.createTopic("cool-alerts", 2);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    List<String> told = new ArrayList<>();
    // Of each series the second alert comes within ten minutes of the first.
    for (int minute : new int[] {0, 5, 15}) {
      for (int i = 0; i < series; i++) {
        Alert alert = SampleAlerts.later(minute * series + i, "C" + i, Duration.ofMinutes(minute));
        records.add(record("cool-alerts", i % 2, alert));
        if (minute != 5) {
          told.add(alert.alertId());
        }
      }
    }
    broker.produce(records);
    try (CountingServer server = CountingServer.start();
        ChildProcess process =
            start(
                "cool",
                broker,
                "cool-alerts",
                0,
                server,
                "claims=",
                "cooldown={for: 10m, store: state}")) {
      await(() -> server.accepted().size() >= told.size(), process);
      assertThat(ids(server)).containsExactlyInAnyOrderElementsOf(told);
    }
  }
}
