package io.github.beamwatch.pipelines.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.github.beamwatch.fixtures.process.ChildProcess;
import io.github.beamwatch.fixtures.prometheus.PrometheusServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The shipped rules, scrape configuration and dashboard: right, and about metrics that exist. */
class MonitoringFilesTest {

  private static final Path MONITORING = Path.of("../runners-config/monitoring");
  private static final Path OPERATIONS = Path.of("../docs/operations.md");
  private static final Pattern METRIC = Pattern.compile("(?<![a-z_])beamwatch_[a-z0-9_]+");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void theRulesAlertWhenTheyShouldAndOnlyThen() throws IOException {
    promtool("check", "config", MONITORING.resolve("prometheus.yml").toString());
    promtool("test", "rules", MONITORING.resolve("beamwatch.rules.test.yml").toString());
  }

  @Test
  void everyRuleHasATestAndARunbook() throws IOException {
    String tests = Files.readString(MONITORING.resolve("beamwatch.rules.test.yml"));
    String runbooks = Files.readString(OPERATIONS);
    Matcher alert =
        Pattern.compile("- alert: (\\w+)")
            .matcher(Files.readString(MONITORING.resolve("beamwatch.rules.yml")));
    int alerts = 0;
    for (; alert.find(); alerts++) {
      assertThat(tests).contains("alertname: " + alert.group(1));
      assertThat(runbooks).contains("### " + alert.group(1) + "\n");
    }
    assertThat(alerts).isGreaterThan(10);
  }

  @Test
  void rulesAndDashboardNameOnlyMetricsThatAJobShows() throws IOException {
    Set<String> shown = ShownMetrics.names();
    for (String file : List.of("beamwatch.rules.yml", "grafana/beamwatch.json")) {
      assertThat(shown).as(file).containsAll(metricsIn(MONITORING.resolve(file)));
    }
  }

  @Test
  void theDocumentNamesAllMetricsAndNoOthers() throws IOException {
    Set<String> documented = new TreeSet<>(metricsIn(OPERATIONS));
    Set<String> shown = new TreeSet<>();
    for (String name : ShownMetrics.names()) {
      shown.add(name.replaceFirst("_milliseconds_(bucket|sum|count)$", "_milliseconds"));
    }
    documented.removeIf(name -> name.endsWith("_"));
    assertThat(documented).isEqualTo(shown);
  }

  @Test
  void theDashboardIsOfItsSchema() throws IOException {
    try (InputStream schema = getClass().getResourceAsStream("/grafana-dashboard-39.schema.json")) {
      assertThat(
              JsonSchemaFactory.getInstance(VersionFlag.V202012)
                  .getSchema(schema)
                  .validate(dashboard()))
          .isEmpty();
    }
  }

  @Test
  void itsPanelsHaveIdsOfTheirOwnAndDoNotOverlap() throws IOException {
    Set<Integer> ids = new HashSet<>();
    Set<String> cells = new HashSet<>();
    for (JsonNode panel : dashboard().path("panels")) {
      assertThat(ids.add(panel.path("id").asInt())).as(panel.path("title").asText()).isTrue();
      JsonNode at = panel.path("gridPos");
      assertThat(at.path("x").asInt() + at.path("w").asInt()).isLessThanOrEqualTo(24);
      for (int x = 0; x < at.path("w").asInt(); x++) {
        for (int y = 0; y < at.path("h").asInt(); y++) {
          String cell = (at.path("x").asInt() + x) + "," + (at.path("y").asInt() + y);
          assertThat(cells.add(cell)).as(panel.path("title").asText() + " at " + cell).isTrue();
        }
      }
    }
  }

  @Test
  void prometheusUnderstandsItsQueries() throws IOException {
    List<String> expressions = new ArrayList<>();
    for (JsonNode panel : dashboard().path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        if (target.has("expr")) {
          expressions.add(target.path("expr").asText());
        }
      }
    }
    assertThat(expressions).hasSizeGreaterThan(20);
    List<Map<String, String>> rules = new ArrayList<>();
    for (int i = 0; i < expressions.size(); i++) {
      String expression =
          expressions
              .get(i)
              .replace("$__rate_interval", "5m")
              .replace("$__range", "3h")
              .replace("$pipeline", "a|b");
      assertThat(expression).doesNotContain("$");
      rules.add(Map.of("record", "query:" + i, "expr", expression));
    }
    Path file = folder.resolve("queries.yml");
    Files.writeString(
        file,
        JSON.writeValueAsString(
            Map.of("groups", List.of(Map.of("name", "queries", "rules", rules)))));
    promtool("check", "rules", file.toString());
  }

  /** What Flink's reporter calls a counter, and what we do, must become one name. */
  @Test
  void relabellingOnFlinkGivesTheNamesOfEveryOtherRunner() throws IOException {
    Relabelling relabelling = flinkRelabelling();
    for (String counter : ShownMetrics.counters()) {
      if (counter.contains("_milliseconds_")) {
        continue;
      }
      Map<String, String> labels = relabelling.apply(flinkSample(counter));
      PrometheusName name = PrometheusName.of(counter).orElse(null);
      if (name == null) {
        assertThat(labels).as(counter).isEmpty();
        continue;
      }
      assertThat(labels)
          .as(counter)
          .containsEntry("__name__", name.name() + "_total")
          .containsEntry("pipeline", "ads");
      for (int i = 0; i < name.labels().size(); i += 2) {
        assertThat(labels).containsEntry(name.labels().get(i), name.labels().get(i + 1));
      }
    }
    assertThat(relabelling.apply(flinkSample("alert_latency_milliseconds_le_250")))
        .containsEntry("__name__", "beamwatch_alert_latency_milliseconds_bucket")
        .containsEntry("le", "250.0");
    assertThat(relabelling.apply(flinkSample("alert_latency_milliseconds_le_inf")))
        .containsEntry("__name__", "beamwatch_alert_latency_milliseconds_bucket")
        .containsEntry("le", "+Inf");
    assertThat(relabelling.apply(flinkSample("alert_latency_milliseconds_sum")))
        .containsEntry("__name__", "beamwatch_alert_latency_milliseconds_sum");
    assertThat(relabelling.apply(flinkSample("alert_latency_milliseconds"))).isEmpty();
    assertThat(relabelling.apply(flinkSample("watermark_timestamp_seconds")))
        .containsEntry("__name__", "beamwatch_watermark_timestamp_seconds");
  }

  private static Map<String, String> flinkSample(String metric) {
    return Map.of(
        "__name__",
        "flink_taskmanager_job_task_operator_beamwatch_" + metric,
        "job_name",
        "ads",
        "task_attempt_id",
        "1");
  }

  private static Relabelling flinkRelabelling() throws IOException {
    JsonNode configuration =
        JSON.valueToTree(new Yaml().load(Files.readString(MONITORING.resolve("prometheus.yml"))));
    for (JsonNode scrape : configuration.path("scrape_configs")) {
      if (scrape.path("job_name").asText().equals("beamwatch-flink")) {
        return new Relabelling(scrape.path("metric_relabel_configs"));
      }
    }
    throw new AssertionError("no beamwatch-flink");
  }

  private static JsonNode dashboard() throws IOException {
    return JSON.readTree(MONITORING.resolve("grafana/beamwatch.json").toFile());
  }

  private static Set<String> metricsIn(Path file) throws IOException {
    Set<String> found = new TreeSet<>();
    Matcher metric = METRIC.matcher(Files.readString(file));
    while (metric.find()) {
      found.add(metric.group());
    }
    return found;
  }

  private void promtool(String... arguments) {
    assumeTrue(PrometheusServer.installed("promtool"), "there is no promtool on the PATH");
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    try (ChildProcess process =
        ChildProcess.start("promtool", command, Map.of(), folder.resolve("promtool.log"))) {
      assertThat(process.exitCode(Duration.ofMinutes(1))).as(process.console()).isZero();
    }
  }
}
