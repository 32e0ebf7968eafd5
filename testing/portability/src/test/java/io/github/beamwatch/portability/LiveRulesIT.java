package io.github.beamwatch.portability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.fixtures.kafka.KafkaBroker;
import io.github.beamwatch.fixtures.kafka.KafkaExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A threshold that is changed while the job runs changes what is sent, and nothing of what was
 * learned; a bad version changes nothing at all.
 */
@ExtendWith(KafkaExtension.class)
class LiveRulesIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Instant START = Instant.parse("2025-12-17T08:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Ten times the usual never comes; twice does, in every seventh window. */
  private static final String RULES =
      """
      detect:
        - rule: surge
          metric: amount
          baseline: {ema: {alpha: 0.2, ttl: 1h}}
          when: {aboveRatio: RATIO}
          learn: always
      """;

  private static final String SPEC =
      """
      apiVersion: beamwatch/v1
      name: live
      source: {kafka: {bootstrapServers: 'BROKER', topic: PREFIX-events, maxDisorder: 0s}}
      parse: {format: json, timestamp: {field: at}}
      measure: {groupBy: [shop], window: 1s, measures: {amount: {sum: amount}}}
      alerts: {cooldown: 0s, sendResolved: false, sinks: [{kafka: {topic: PREFIX-alerts}}]}
      sinks:
        scores: [{kafka: {topic: PREFIX-scores}}]
        deadLetters: [{kafka: {topic: PREFIX-dead}}]
      liveRules: {LIVE, every: 1s}
      """
          + RULES;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"DIRECT, file", "FLINK, file", "FLINK, kafka"})
  void aNewThresholdChangesAlertsAndKeepsBaselines(Bundle bundle, String from, KafkaBroker broker)
      throws IOException {
    String prefix = "live-" + bundle + "-" + from;
    for (String topic : List.of("events", "alerts", "scores", "dead", "rules")) {
      broker.createTopic(prefix + "-" + topic, 1);
    }
    boolean file = from.equals("file");
    Path rules = folder.resolve("rules.yaml");
    Files.writeString(rules, RULES.replace("RATIO", "10"));
    Path spec = folder.resolve("spec.yaml");
    Files.writeString(
        spec,
        SPEC.replace("BROKER", broker.bootstrapServers())
            .replace("PREFIX", prefix)
            .replace("RATIO", "10")
            .replace(
                "LIVE",
                file ? "file: {path: '" + rules + "'}" : "kafka: {topic: " + prefix + "-rules}"));

    Feed feed = new Feed(broker, prefix + "-events");
    Change change =
        file
            ? text -> replace(rules, text)
            : text ->
                broker.produce(
                    List.of(new ProducerRecord<>(prefix + "-rules", null, text.getBytes(UTF_8))));
    try (BundleProcess job =
        bundle.run(folder.resolve("job"), Map.of(), List.of(spec.toString()))) {
      feed.await(job, () -> broker.size(prefix + "-scores") >= 60);
      assertThat(broker.size(prefix + "-alerts")).isZero();

      long changed = System.nanoTime();
      change.to(RULES.replace("RATIO", "2"));
      feed.await(job, () -> broker.size(prefix + "-alerts") > 0);
      System.out.printf(
          "%s, rules from %s: first alert %.1f s after the change%n",
          bundle, from, (System.nanoTime() - changed) / 1e9);

      change.to("measure: {window: 5s}\n" + RULES.replace("RATIO", "0.5"));
      feed.await(job, () -> broker.size(prefix + "-dead") > 0);
      long alerts = broker.size(prefix + "-alerts");
      feed.await(job, () -> broker.size(prefix + "-alerts") >= alerts + 3);
      job.askToStop();
      assertThat(job.awaitExit(PATIENCE)).as(job.tail()).isZero();
    }

    JsonNode letter = lines(broker, prefix + "-dead").get(0);
    assertThat(letter.path("stage").asText()).isEqualTo("rules");
    assertThat(letter.path("reason").asText()).isEqualTo("invalid_rules");
    assertThat(letter.path("detail").asText())
        .contains(
            "'measure' cannot change while the job runs; a version of the rules has detect and",
            "0.5 is not allowed; a multiple of the baseline lies above 1");
    List<JsonNode> alerts = lines(broker, prefix + "-alerts");
    assertThat(alerts).extracting(a -> a.path("spec_version").asText()).containsOnly(version("2"));
    Map<String, String> expected = expected(lines(broker, prefix + "-scores").stream());
    Map<String, String> undisturbed = undisturbed(spec, feed.sent, expected.size());
    assertThat(expected).hasSizeGreaterThan(70).isEqualTo(undisturbed);
  }

  private interface Change {
    void to(String text);
  }

  /** As an editor does: whoever looks sees the old text or the new one. */
  private static void replace(Path file, String text) {
    try {
      Path aside = Files.writeString(file.resolveSibling("rules.tmp"), text);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The version that a spec with this ratio has, as {@code validate} tells it. */
  private String version(String ratio) {
    Path rules = folder.resolve("version.yaml");
    replace(rules, RULES.replace("RATIO", ratio));
    List<String> arguments = List.of(folder.resolve("spec.yaml").toString(), "--rules=" + rules);
    try (BundleProcess validate =
        Bundle.DIRECT.command("validate", folder.resolve("validate"), arguments)) {
      assertThat(validate.awaitExit(PATIENCE)).as(validate.tail()).isZero();
      return validate
          .printed()
          .replaceFirst("(?s).*version\\.yaml is valid: .*version ", "")
          .substring(0, 12);
    }
  }

  /** The same events in a file, judged by the rules as they were at first. */
  private Map<String, String> undisturbed(Path spec, List<String> events, int windows)
      throws IOException {
    Path input = folder.resolve("events.jsonl");
    Files.write(input, events);
    Path output = folder.resolve("undisturbed");
    List<String> arguments = List.of(spec.toString(), "--input=" + input, "--output=" + output);
    try (BundleProcess run =
        Bundle.DIRECT.run(folder.resolve("undisturbed-run"), Map.of(), arguments)) {
      assertThat(run.awaitExit(PATIENCE)).as(run.tail()).isZero();
    }
    try (Stream<Path> files = Files.list(output)) {
      List<String> scores = new ArrayList<>();
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("scores")).toList()) {
        scores.addAll(Files.readAllLines(file));
      }
      TreeMap<String, String> all = expected(scores.stream().map(LiveRulesIT::json));
      // What was sent last lies in windows that never closed.
      return all.headMap(all.keySet().stream().skip(windows).findFirst().orElse("9"));
    }
  }

  private static TreeMap<String, String> expected(Stream<JsonNode> scores) {
    TreeMap<String, String> expected = new TreeMap<>();
    scores.forEach(
        score ->
            expected.put(score.path("window_start").asText(), score.path("expected").toString()));
    return expected;
  }

  private static List<JsonNode> lines(KafkaBroker broker, String topic) {
    return broker.consume(topic, (int) broker.size(topic), PATIENCE).stream()
        .map(record -> json(new String(record.value(), UTF_8)))
        .toList();
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One event a second of event time; every seventh is a surge. */
  private static final class Feed {
    private final KafkaBroker broker;
    private final String topic;
    private final List<String> sent = new ArrayList<>();

    Feed(KafkaBroker broker, String topic) {
      this.broker = broker;
      this.topic = topic;
    }

    /** Goes on sending until then. */
    void await(BundleProcess job, BooleanSupplier done) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!done.getAsBoolean()) {
        if (!job.isAlive() || System.nanoTime() > deadline) {
          throw new AssertionError(
              job + (job.isAlive() ? " took too long" : " has ended") + job.tail());
        }
        int i = sent.size();
        String event =
            "{\"at\":\"%s\",\"shop\":\"s\",\"amount\":%d}"
                .formatted(START.plusSeconds(i), i % 7 == 6 ? 400 : 90 + i * 31 % 20);
        sent.add(event);
        broker.produce(List.of(new ProducerRecord<>(topic, event.getBytes(UTF_8))));
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}
