package io.github.beamwatch.io.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.beam.delivery.RoutedAlert;
import io.github.beamwatch.core.spec.delivery.CooldownSpec;
import io.github.beamwatch.core.spec.delivery.DeliverySpec;
import io.github.beamwatch.fixtures.alert.SampleAlerts;
import io.github.beamwatch.fixtures.http.CountingServer;
import io.github.beamwatch.fixtures.process.ChildProcess;
import io.github.beamwatch.fixtures.process.LoopbackPorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

/** Eight processes, one Redis, a thousand copies of one alert in each: one message. */
class CooldownRaceTest {

  private static final int PROCESSES = 8;
  private static final int COPIES = 1_000;

  /** One of the processes. */
  public static void main(String[] args) throws InterruptedException {
    DeliverySpec spec =
        Deliveries.spec(
            Map.of("team", Deliveries.webhook(args[1])),
            List.of(),
            Deliveries.claims(
                Integer.parseInt(args[0]), Duration.ofSeconds(30), Duration.ofMinutes(1)),
            new CooldownSpec(Duration.ofMinutes(10), null),
            null);
    RoutedAlert alert = Deliveries.routed(SampleAlerts.firing(1));
    try (Courier courier = new Courier(spec)) {
      OpenCount open = new OpenCount();
      for (int copy = 0; copy < COPIES; copy++) {
        open.more();
        courier.deliver(alert, (parcel, outcome) -> open.less());
      }
      open.awaitNone();
    }
    System.out.println("settled " + COPIES);
  }

  @Test
  void exactly_one_message(@TempDir Path folder) throws Exception {
    int port = LoopbackPorts.free();
    RedisServer redis = new RedisServer(port);
    redis.start();
    List<ChildProcess> processes = new ArrayList<>();
    try (CountingServer server = CountingServer.start().withDelay(Duration.ofMillis(50))) {
      for (int number = 0; number < PROCESSES; number++) {
        processes.add(
            ChildProcess.start(
                "race-" + number,
                List.of(
                    ChildProcess.java(),
                    "-Xmx96m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    CooldownRaceTest.class.getName(),
                    Integer.toString(port),
                    server.url("/hook")),
                Map.of(),
                folder.resolve("race-" + number + ".log")));
      }
      for (ChildProcess process : processes) {
        assertThat(process.exitCode(Duration.ofMinutes(3))).as(process.console()).isZero();
        assertThat(process.console()).contains("settled " + COPIES);
      }
      assertThat(server.requests()).hasSize(1);
    } finally {
      processes.forEach(ChildProcess::close);
      redis.stop();
    }
  }
}
