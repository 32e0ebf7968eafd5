package io.github.beamwatch.benchmarks.deliver;

import io.github.beamwatch.fixtures.process.ChildProcess;
import io.github.beamwatch.fixtures.process.LoopbackPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Prometheus Alertmanager, told by its API, with a group for each alert. */
final class Alertmanager implements Contestant {

  static final Path PROGRAM = Path.of("/usr/bin/prometheus-alertmanager");
  private static final int BATCH = 64;

  private final int port = LoopbackPorts.free();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ChildProcess process;

  Alertmanager(String webhook, Path folder) {
    try {
      Files.createDirectories(folder);
      Path config = folder.resolve("alertmanager.yml");
      Files.writeString(
          config,
          """
          route: {receiver: hook, group_by: [alert_id], group_wait: 0s, group_interval: 1h}
          receivers:
            - name: hook
              webhook_configs: [{url: "%s"}]
          """
              .formatted(webhook));
      process =
          ChildProcess.start(
              "alertmanager",
              List.of(
                  PROGRAM.toString(),
                  "--config.file=" + config,
                  "--storage.path=" + Files.createTempDirectory(folder, "data"),
                  "--cluster.listen-address=",
                  "--web.listen-address=127.0.0.1:" + port),
              Map.of(),
              folder.resolve("alertmanager.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String name() {
    return "alertmanager";
  }

  @Override
  public void take(List<SentAlert> alerts) {
    for (int from = 0; from < alerts.size(); from += BATCH) {
      post(
          alerts.subList(from, Math.min(alerts.size(), from + BATCH)).stream()
              .map(SentAlert::alertmanagerJson)
              .collect(Collectors.joining(",", "[", "]")));
    }
  }

  private void post(String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v2/alerts"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    for (int attempt = 0; ; attempt++) {
      try {
        int status = http.send(request, BodyHandlers.discarding()).statusCode();
        if (status == 200) {
          return;
        }
        throw new IllegalStateException("Alertmanager answered " + status);
      } catch (IOException e) {
        if (attempt > 1_000 || !process.isAlive()) {
          throw new UncheckedIOException(e);
        }
        Thread.onSpinWait();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
