package io.github.beamwatch.io.deliver.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.beam.json.JsonLines;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.spec.delivery.AlertmanagerSpec;
import io.github.beamwatch.fixtures.alert.SampleAlerts;
import io.github.beamwatch.fixtures.http.CountingServer;
import io.github.beamwatch.fixtures.process.ChildProcess;
import io.github.beamwatch.fixtures.process.LoopbackPorts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts through a real Alertmanager to its receiver; skipped where the program is not there. */
class AlertmanagerServerTest {

  private static final Path PROGRAM = Path.of("/usr/bin/prometheus-alertmanager");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private static Path folder;
  private static final int PORT = LoopbackPorts.free();
  private static CountingServer receiver;
  private static ChildProcess alertmanager;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Files.isExecutable(PROGRAM), PROGRAM + " is not installed");
    receiver = CountingServer.start();
    Path config = folder.resolve("alertmanager.yml");
    Files.writeString(
        config,
        """
        route: {receiver: hook, group_by: [alert_id], group_wait: 100ms, group_interval: 200ms}
        receivers:
          - name: hook
            webhook_configs: [{url: "%s", send_resolved: true}]
        """
            .formatted(receiver.url("/from-alertmanager")));
    alertmanager =
        ChildProcess.start(
            "alertmanager",
            List.of(
                PROGRAM.toString(),
                "--config.file=" + config,
                "--storage.path=" + folder.resolve("data"),
                "--cluster.listen-address=",
                "--web.listen-address=127.0.0.1:" + PORT),
            Map.of(),
            folder.resolve("alertmanager.log"));
    await(AlertmanagerServerTest::isReady);
  }

  @AfterAll
  static void stop() {
    if (alertmanager != null) {
      alertmanager.close();
      receiver.close();
    }
  }

  private static boolean isReady() {
    try {
      return HTTP.send(HttpRequest.newBuilder(uri("/-/ready")).build(), BodyHandlers.ofString())
              .statusCode()
          == 200;
    } catch (ConnectException e) {
      return false;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + PORT + path);
  }

  private static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("not within " + PATIENCE);
      }
      Thread.onSpinWait();
    }
  }

  private static void send(Alert... alerts) {
    AlertmanagerSpec spec = new AlertmanagerSpec(uri("").toString(), null, null, null, null);
    try (AlertmanagerChannel channel = new AlertmanagerChannel(spec, Duration.ofSeconds(10))) {
      List<Letter> letters =
          List.of(alerts).stream().map(alert -> new Letter(alert, JsonLines.of(alert))).toList();
      assertThat(channel.send(letters).join()).isEqualTo(SendResult.SENT);
    }
  }

  private static List<String> received(Alert alert, String status) {
    return receiver.requests().stream()
        .map(CountingServer.Request::body)
        .filter(body -> body.contains(alert.alertId()))
        .filter(body -> body.contains("\"status\":\"" + status + "\",\"alerts\""))
        .toList();
  }

  private static JsonNode told(Alert alert) {
    try {
      String all =
          HTTP.send(
                  HttpRequest.newBuilder(uri("/api/v2/alerts?filter=alert_id=" + alert.alertId()))
                      .build(),
                  BodyHandlers.ofString())
              .body();
      return JSON.readTree(all).path(0);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void an_alert_fires_stays_and_is_resolved() {
    Alert alert = SampleAlerts.firing(1);
    send(alert);
    await(() -> !received(alert, "firing").isEmpty());

    JsonNode told = told(alert);
    assertThat(told.at("/labels/alertname").asText()).isEqualTo("ctr_drop");
    assertThat(told.at("/labels/country").asText()).isEqualTo("C1");
    assertThat(told.at("/status/state").asText()).isEqualTo("active");
    // Not resolved by Alertmanager itself after its five minutes.
    assertThat(Instant.parse(told.path("endsAt").asText()))
        .isAfter(Instant.now().plus(Duration.ofHours(23)));

    send(SampleAlerts.resolved(1));
    await(() -> !received(alert, "resolved").isEmpty());
    assertThat(received(alert, "resolved").get(0)).contains("ctr is back at 9.1");
  }

  @Test
  void a_silence_there_keeps_it_quiet() throws Exception {
    String silence =
        """
        {"matchers": [{"name": "country", "value": "C7", "isRegex": false}],
         "startsAt": "%s", "endsAt": "%s", "createdBy": "test", "comment": "maintenance"}
        """
            .formatted(Instant.now(), Instant.now().plus(Duration.ofHours(1)));
    int status =
        HTTP.send(
                HttpRequest.newBuilder(uri("/api/v2/silences"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(silence))
                    .build(),
                BodyHandlers.ofString())
            .statusCode();
    assertThat(status).isEqualTo(200);

    send(SampleAlerts.firing(7), SampleAlerts.firing(8));
    await(() -> !received(SampleAlerts.firing(8), "firing").isEmpty());

    assertThat(told(SampleAlerts.firing(7)).at("/status/state").asText()).isEqualTo("suppressed");
    assertThat(received(SampleAlerts.firing(7), "firing")).isEmpty();
  }
}
