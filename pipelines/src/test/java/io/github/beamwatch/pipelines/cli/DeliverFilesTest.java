package io.github.beamwatch.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.beam.json.JsonLines;
import io.github.beamwatch.fixtures.alert.SampleAlerts;
import io.github.beamwatch.fixtures.http.CountingServer;
import io.github.beamwatch.fixtures.http.CountingServer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run deliver --input}: files of alerts, delivered once. */
class DeliverFilesTest {

  private final CountingServer server = CountingServer.start();

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  private Cli deliver(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "deliver",
                "--set",
                "claims=",
                "--set",
                "channels.slack.slack.url=" + server.url("/services/never-print-me"),
                "--input=" + folder.resolve("*.jsonl"),
                "--output=" + folder.resolve("out")));
    arguments.addAll(List.of(more));
    return Cli.run(arguments.toArray(String[]::new));
  }

  private void write(List<String> lines) throws IOException {
    Files.write(folder.resolve("alerts.jsonl"), lines);
  }

  @Test
  void groups_are_whole_and_ends_come_last() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int number = 0; number < 60; number++) {
      lines.add(JsonLines.of(SampleAlerts.firing(number)));
      lines.add(JsonLines.of(SampleAlerts.resolved(number)));
    }
    Collections.shuffle(lines, new Random(4));
    write(lines);

    Cli run = deliver().done();

    assertThat(server.requests())
        .satisfiesExactly(
            first -> assertThat(first.body()).contains("High: ctr_drop, 60 series"),
            second -> assertThat(second.body()).contains("Resolved: ctr_drop, 60 series"));
    assertThat(run.err())
        .contains("read 120 alerts", "slack: 120 sent; 2 messages, 0 retries")
        .doesNotContain("never-print-me");
  }

  @Test
  void what_is_no_alert_and_what_is_refused_become_dead_letters() throws IOException {
    server.usually(Answer.of(404));
    write(List.of("{\"status\": \"firing\"}", JsonLines.of(SampleAlerts.firing(1))));

    deliver().done();

    List<String> dead = new ArrayList<>();
    try (var files = Files.newDirectoryStream(folder.resolve("out"), "dead-letters*.jsonl")) {
      for (Path file : files) {
        dead.addAll(Files.readAllLines(file));
      }
    }
    assertThat(dead)
        .hasSize(2)
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("\"stage\":\"parse\"", "missing_field", "'alert_id' is missing"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("\"stage\":\"deliver\"", "\"refused\"", "answered 404")
                    .contains(SampleAlerts.firing(1).alertId()))
        .noneMatch(line -> line.contains("never-print-me"));
  }

  @Test
  void a_cooldown_by_event_time_holds_back_what_follows_too_soon() throws IOException {
    write(
        List.of(
            JsonLines.of(SampleAlerts.firing(1)),
            JsonLines.of(SampleAlerts.firing(1))
                .replace(SampleAlerts.firing(1).alertId(), SampleAlerts.firing(2).alertId())
                .replace("08:17:00", "08:20:00")));

    Cli run = deliver("--set", "cooldown={for: 10m, store: state}").done();

    assertThat(server.requests()).hasSize(1);
    assertThat(run.err()).contains("slack: 1 sent, 1 quiet");
  }
}
