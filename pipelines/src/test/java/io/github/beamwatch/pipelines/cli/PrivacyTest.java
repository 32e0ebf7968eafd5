package io.github.beamwatch.pipelines.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.fixtures.kafka.KafkaBroker;
import io.github.beamwatch.fixtures.kafka.KafkaExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs a spec with sensitive fields over good and bad records, and looks for their values. */
@ExtendWith(KafkaExtension.class)
class PrivacyTest {
  private static final Instant START = Instant.parse("2025-12-17T08:00:00Z");
  private static final String SPEC =
      """
      apiVersion: beamwatch/v1
      name: orders
      source: {files: {paths: ['IN']}}
      parse:
        format: FORMAT
        timestamp: {field: at}
        maxRecordBytes: 400
        fields:
          customer: {sensitive: MODE}
          email: {sensitive: mask}
          amount: {min: 0, sensitive: mask}
      privacy: {key: never-print-me-nor-the-values}
      measure:
        groupBy: [customer]
        window: 1m
        measures: {orders: {count: {}}, amount: {sum: amount}}
      detect:
        - {rule: many, metric: orders, when: {above: 3}, message: "{customer} of {labels}: {current}"}
      alerts:
        sinks:
          - console: {}
          - kafka: {bootstrapServers: 'BROKER', topic: alerts-TOPICS}
          - files: {path: OUT}
      sinks:
        metrics: [{files: {path: OUT}}, {kafka: {bootstrapServers: 'BROKER', topic: rows-TOPICS}}]
        scores: [{files: {path: OUT}}, {console: {}}]
        deadLetters: [{files: {path: OUT}}, {kafka: {bootstrapServers: 'BROKER', topic: dead-TOPICS}}]
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"json, hash", "json, mask", "csv, hash", "csv, mask"})
  void no_output_shows_a_sensitive_value(String format, String mode, KafkaBroker broker)
      throws IOException {
    String topics = format + "-" + mode;
    List<String> kinds = List.of("alerts-" + topics, "rows-" + topics, "dead-" + topics);
    kinds.forEach(topic -> broker.createTopic(topic, 1));
    Path input = folder.resolve("orders." + format);
    Files.write(input, format.equals("json") ? json() : csv());
    Path out = folder.resolve("out");
    Path spec = folder.resolve("spec.yaml");
    Files.writeString(
        spec,
        SPEC.replace("IN", input.toString())
            .replace("FORMAT", format)
            .replace("MODE", mode)
            .replace("OUT", out.toString())
            .replace("BROKER", broker.bootstrapServers())
            .replace("TOPICS", topics));

    String console = console("run", spec.toString(), "--verbose");
    String files = text(out);
    String topicText =
        kinds.stream()
            .flatMap(topic -> broker.consume(topic, 9, Duration.ofSeconds(3)).stream())
            .map(record -> text(record.key()) + text(record.value()))
            .collect(Collectors.joining("\n"));

    for (String output : List.of(console, files, topicText)) {
      assertThat(output).contains("orders").doesNotContain("secretly", "777.25", "never-print-me");
    }
    String shown = mode.equals("mask") ? "\\*{3}" : "[0-9a-f]{32}";
    assertThat(files)
        .containsPattern("\"labels\":\\{\"customer\":\"" + shown + "\"")
        .containsPattern("\"message\":\"" + shown + " of customer=" + shown + ": ")
        .contains("\"payload_state\":\"withheld\"", "\"payload_state\":\"redacted\"");
    // Alice and Bob are two series, each with an alert of its own.
    assertThat(ids(files)).hasSize(2);
    assertThat(topicText).contains(ids(files));
  }

  private static List<String> ids(String text) {
    return text.lines()
        .filter(line -> line.startsWith("{\"alert_id\"") && line.contains("\"firing\""))
        .map(line -> line.substring(13, 49))
        .distinct()
        .toList();
  }

  /** Every way for a record to fail, with the values at each place that is thought of. */
  private static List<String> json() {
    List<String> lines = new ArrayList<>();
    for (String who : List.of("alice", "bob")) {
      for (int i = 0; i < 5; i++) {
        lines.add(event(who, "5.5", i));
      }
    }
    lines.add(event("carol", "-777.25", 9));
    lines.add(event("carol", "\"secretly\"", 9));
    lines.add(event("carol", "{\"a\":\"secretly\"}", 9));
    lines.add(event("carol", "777.25", 9).replace("2025", "what"));
    lines.add(event("carol", "777.25", 9).replace("\"customer\"", "\"costumer\""));
    lines.add(event("carol", "777.25", 9).substring(0, 90));
    lines.add(event("carol", "777.25", 9) + event("dave", "777.25", 9));
    lines.add("[" + event("carol", "777.25", 9) + "]");
    lines.add("secretly");
    lines.add("\"secretly\"");
    lines.add("");
    lines.add(event("carol" + "secretly".repeat(60), "777.25", 9));
    return lines;
  }

  private static String event(String who, String amount, int second) {
    return "{\"at\":\"%s\",\"customer\":\"secretly-%s\",\"email\":\"%s@secretly.example\",\"amount\":%s}"
        .formatted(START.plusSeconds(second), who, who, amount);
  }

  private static List<String> csv() {
    List<String> lines = new ArrayList<>();
    lines.add("at,customer,email,amount");
    for (String who : List.of("alice", "bob")) {
      for (int i = 0; i < 5; i++) {
        lines.add(row(who, "5.5", i));
      }
    }
    lines.add(row("carol", "-777.25", 9));
    lines.add(row("carol", "secretly", 9));
    lines.add(row("carol", "777.25", 9).replace("2025", "what"));
    lines.add(row("carol", "777.25", 9) + ",1");
    lines.add("secretly,777.25");
    lines.add(row("carol", "\"777.25", 9));
    lines.add(row("carol" + "secretly".repeat(60), "777.25", 9));
    return lines;
  }

  private static String row(String who, String amount, int second) {
    return "%s,secretly-%s,%s@secretly.example,%s"
        .formatted(START.plusSeconds(second), who, who, amount);
  }

  private static String console(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    try (PrintStream capture = new PrintStream(both, true, UTF_8)) {
      System.setOut(capture);
      System.setErr(capture);
      Cli run = Cli.run(arguments).done();
      return both.toString(UTF_8) + run.out() + run.err();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private static String text(byte[] bytes) {
    return bytes == null ? "" : new String(bytes, UTF_8);
  }

  private static String text(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        text.append(file.getFileName()).append('\n').append(Files.readString(file)).append('\n');
      }
    }
    return text.toString();
  }
}
