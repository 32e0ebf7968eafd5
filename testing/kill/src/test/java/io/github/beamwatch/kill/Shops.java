package io.github.beamwatch.kill;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.fixtures.process.ChildProcess;
import io.github.beamwatch.fixtures.search.SearchServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;

/**
 * What came of the job of specs/shops.yaml, and what should have.
 *
 * @param folder for what is worked out beside it
 */
record Shops(Topics topics, Programs programs, Path folder) {

  private static final Duration COMMAND = Duration.ofMinutes(3);

  /** Waits until Elasticsearch has every alert, each once. */
  void awaitAlertsInSearch(SearchServer search, FlinkJob job) {
    Topics.await(
        "alerts in Elasticsearch",
        () -> {
          Set<String> raised = Set.copyOf(topics.field("shops-alerts", "alert_id"));
          List<String> kept = SearchDocuments.field(search.url(), "beamwatch-alerts-*", "alert_id");
          // An id is a document: none is there twice.
          assertThat(kept).doesNotHaveDuplicates();
          return kept.containsAll(raised);
        },
        job::describe);
  }

  /** Each window is in Elasticsearch, or its row is the payload of a dead letter. */
  String accountForMetrics(SearchServer search, Set<String> expected) throws IOException {
    List<String> kept = SearchDocuments.field(search.url(), "beamwatch-metrics-*", "window_start");
    Set<String> dead = new HashSet<>();
    for (JsonNode letter : topics.read("shops-dead")) {
      if (letter.path("stage").asText().equals("write")) {
        assertThat(letter.path("source").asText()).isEqualTo("sinks.metrics[1].elasticsearch");
        assertThat(letter.path("reason").asText()).isEqualTo("unavailable");
        dead.add(
            new ObjectMapper()
                .readTree(letter.path("payload").asText())
                .path("window_start")
                .asText());
      }
    }
    assertThat(kept).doesNotHaveDuplicates();
    assertThat(dead).isNotEmpty();
    Set<String> all = new HashSet<>(dead);
    all.addAll(kept);
    assertThat(all).isEqualTo(expected);
    return "%d windows, %d of them in Elasticsearch, %d dead"
        .formatted(expected.size(), kept.size(), dead.size());
  }

  /** The windows that Redis has. */
  static Set<String> redisWindows(String address) {
    String[] hostAndPort = address.split(":");
    try (Jedis redis = new Jedis(hostAndPort[0], Integer.parseInt(hostAndPort[1]))) {
      return redis.keys("metrics:*").stream()
          .map(key -> key.substring("metrics:shop=s:".length()))
          .collect(toSet());
    }
  }

  /** A version of the rules. */
  static String rules(String ratio) {
    return """
        detect:
          - {rule: surge, metric: amount, baseline: {ema: {alpha: 0.2, ttl: 1h}}, when: {aboveRatio: %s}, learn: always}
        """
        .formatted(ratio);
  }

  /** Which versions raised alerts. */
  Set<String> versions() {
    return Set.copyOf(topics.field("shops-alerts", "spec_version"));
  }

  /** How many dead letters. */
  long ofStage(String stage) {
    return topics.field("shops-dead", "stage").stream().filter(stage::equals).count();
  }

  /** The version that the spec has with this ratio, as {@code validate} tells it. */
  String version(String ratio) throws IOException {
    Path rules = Files.writeString(folder.resolve("rules-" + ratio + ".yaml"), rules(ratio));
    return direct(
            "validate-" + ratio,
            List.of("validate", programs.spec("shops.yaml").toString(), "--rules=" + rules))
        .replaceFirst("(?s).*" + rules.getFileName() + " is valid: .*version ", "")
        .substring(0, 12);
  }

  /** What the rule expected of each window, were nothing killed and no rule changed. */
  Map<String, String> undisturbed(List<String> events) throws IOException {
    Path input = Files.write(folder.resolve("shops.jsonl"), events);
    Path output = folder.resolve("shops-undisturbed");
    direct(
        "undisturbed",
        List.of(
            "run",
            programs.spec("shops.yaml").toString(),
            "--input=" + input,
            "--output=" + output));
    List<JsonNode> scores = new ArrayList<>();
    try (Stream<Path> files = Files.list(output)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("scores")).toList()) {
        for (String line : Files.readAllLines(file)) {
          scores.add(new ObjectMapper().readTree(line));
        }
      }
    }
    TreeMap<String, String> baselines = baselines(scores);
    baselines.pollLastEntry(); // a stream does not close it
    return baselines;
  }

  /** What was expected of each window. */
  static TreeMap<String, String> baselines(List<JsonNode> scores) {
    TreeMap<String, String> baselines = new TreeMap<>();
    for (JsonNode score : scores) {
      String expected = score.path("expected").toString();
      // What comes again after a failure is equal.
      assertThat(baselines.merge(score.path("window_start").asText(), expected, (a, b) -> a))
          .isEqualTo(expected);
    }
    return baselines;
  }

  private String direct(String name, List<String> arguments) {
    Map<String, String> environment =
        Map.of("KAFKA", "none:1", "SEARCH", "http://none:1", "REDIS", "none:1");
    try (ChildProcess process =
        programs.direct(name, environment, folder.resolve(name + ".log"), arguments)) {
      assertThat(process.exitCode(COMMAND)).as(process.console()).isZero();
      return process.console();
    }
  }
}
