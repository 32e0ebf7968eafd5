package io.github.beamwatch.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.fixtures.browser.HeadlessChromium;
import io.github.beamwatch.fixtures.browser.OpenPage;
import io.github.beamwatch.pipelines.page.BrowserChecks;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** Generated events with planted incidents, and a reading of one sensor with one known outlier. */
class BacktestCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path data;
  @TempDir private Path folder;

  @BeforeAll
  static void generate() {
    Cli.run(
            "generate",
            "ad-events",
            "--seed=5",
            "--minutes=60",
            "--rate=60",
            "--series=9",
            "--bad-lines=1",
            "--output=" + data.resolve("ads.jsonl"))
        .done();
  }

  @Test
  void saysTheSameAsEvaluateOfTheSameAlerts() throws IOException {
    Cli run = ads("--labels=" + data.resolve("ads.incidents.json")).done();
    JsonNode all = json().get("all");
    JsonNode evaluated =
        JSON.readTree(
            Cli.run(
                    "evaluate",
                    "--json",
                    "--alerts=" + folder,
                    "--incidents=" + data.resolve("ads.incidents.json"))
                .done()
                .out());
    assertThat(all.get("alerts").intValue()).isPositive();
    assertThat(all.get("incidents_found").intValue()).isPositive();
    for (String measure :
        List.of(
            "alerts",
            "incidents",
            "precision",
            "recall",
            "f1",
            "median_minutes_to_detect",
            "worst_minutes_to_detect")) {
      assertThat(all.get(measure).doubleValue())
          .as(measure)
          .isEqualTo(evaluated.get(measure).doubleValue());
    }
    assertThat(run.out())
        .contains("of %d incidents".formatted(all.get("incidents").intValue()))
        .contains("report.html");
  }

  @Test
  void countsWhatTheFilesHold() throws IOException {
    ads("--labels=" + data.resolve("ads.incidents.json")).done();
    JsonNode report = json();
    List<JsonNode> scores = lines("scores");
    List<JsonNode> alerts = lines("alerts");
    for (JsonNode rule : report.get("rules")) {
      String name = rule.get("rule").textValue();
      assertThat(rule.get("alerts").longValue()).isEqualTo(firing(alerts, name));
      assertThat(rule.get("anomalies").longValue()).isEqualTo(verdicts(scores, name, "ANOMALY"));
      assertThat(rule.get("warmup").longValue()).isEqualTo(verdicts(scores, name, "WARMUP"));
      assertThat(rule.get("windows_judged").longValue())
          .isEqualTo(verdicts(scores, name, "ANOMALY") + verdicts(scores, name, "NORMAL"));
    }
    assertThat(report.get("from").textValue()).isEqualTo("2025-12-17T08:00:00Z");
    assertThat(report.get("to").textValue()).isEqualTo("2025-12-17T09:00:00Z");
    assertThat(report.get("all").get("alerts_per_day").doubleValue())
        .isEqualTo(report.get("all").get("alerts").doubleValue() / (1 / 24.0));
    assertThat(report.get("dead_letters").intValue()).isEqualTo(lines("dead-letters").size());
    long found = 0;
    for (JsonNode incident : report.get("incidents")) {
      found += incident.get("found_at").isNull() ? 0 : 1;
    }
    assertThat(report.get("all").get("incidents_found").longValue()).isEqualTo(found);
  }

  /** Plain rules have no guard and no memory of an end: there the recount is exact. */
  @Test
  void theSpecsOwnThresholdCountsTheAlertsThatThereWere() throws IOException {
    Cli.run(
            "backtest",
            "ad-metrics-plain",
            "--input=" + data.resolve("ads.jsonl"),
            "--output=" + folder)
        .done();
    for (JsonNode rule : json().get("rules")) {
      assertThat(rule.get("thresholds")).hasSize(7);
      long looser = -1;
      for (JsonNode threshold : rule.get("thresholds")) {
        long alerts = threshold.get("alerts").longValue();
        if (threshold.get("in_spec").booleanValue()) {
          assertThat(alerts).isEqualTo(rule.get("alerts").longValue());
        }
        if (looser >= 0 && rule.get("rule").textValue().endsWith("drop")) {
          assertThat(alerts).isGreaterThanOrEqualTo(looser);
        }
        looser = alerts;
      }
    }
  }

  @Test
  void thePageIsWellFormedAndNeedsNothingElse() throws Exception {
    ads("--labels=" + data.resolve("ads.incidents.json")).done();
    String page = Files.readString(folder.resolve("report.html"));
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page)));
    assertThat(page)
        .contains("ctr_drop", "ctr_spike", "traffic_spike", "revenue_drop", "class=\"incident\"")
        .contains("class=\"alert\"", "country=")
        .doesNotContain("http://", "https://", "<script", "NaN", "Infinity", "@import", "url(");
    assertThat(page.length()).isLessThan(2_000_000);
  }

  @Test
  void aBrowserDrawsEverySeriesAndAsksForNothing() {
    Path program = HeadlessChromium.program().orElse(null);
    assumeTrue(program != null, "there is no chromium on the PATH");
    ads("--labels=" + data.resolve("ads.incidents.json")).done();
    try (HeadlessChromium browser = HeadlessChromium.start(program, folder.resolve("browser"))) {
      OpenPage page = browser.open(folder.resolve("report.html"));
      assertThat(BrowserChecks.drawn(page)).isGreaterThan(10);
      BrowserChecks.quiet(page);
    }
  }

  @Test
  void aRuleInShadowShowsWhatItWouldHaveSent() throws IOException {
    ads("--set=detect.ctr_drop.mode=shadow").done();
    assertThat(firing(lines("alerts"), "ctr_drop")).isZero();
    JsonNode rule = json().get("rules").get(0);
    assertThat(rule.get("rule").textValue()).isEqualTo("ctr_drop");
    assertThat(rule.get("mode").textValue()).isEqualTo("shadow");
    assertThat(rule.get("alerts").longValue()).isPositive();
    assertThat(json().get("all").get("alerts").longValue())
        .isEqualTo(
            lines("alerts").stream()
                .filter(a -> a.get("status").textValue().equals("firing"))
                .count());
    assertThat(Files.readString(folder.resolve("report.html")))
        .contains("would have sent", "class=\"shadow\"");
    assertThat(json().has("incidents")).isFalse();
    assertThat(rule.get("thresholds").get(5).get("at_most").booleanValue()).isTrue();
  }

  @Test
  void pointsChannelsAndDetectorsOfOwn() throws Exception {
    StringBuilder rows = new StringBuilder("timestamp,temperature,pressure\n");
    java.util.Random random = new java.util.Random(3);
    for (int i = 0; i < 600; i++) {
      boolean odd = i == 400;
      rows.append(
          "2026-01-%02dT%02d:%02d:00Z,%.2f,%.2f%n"
              .formatted(
                  1 + i / 1440,
                  i / 60 % 24,
                  i % 60,
                  odd ? 100.0 : 25 + random.nextGaussian(),
                  odd ? 950.0 : 1013 + random.nextGaussian()));
    }
    Path readings = folder.resolve("readings.csv");
    Files.writeString(readings, rows);
    Path labels = folder.resolve("labels.csv");
    Files.writeString(
        labels, "start,end,rule\n2026-01-01T06:40:00Z,2026-01-01T06:41:00Z,all_channels\n");
    Cli.run(
            "backtest",
            "sensors",
            "--input=" + readings,
            "--labels=" + labels,
            "--output=" + folder)
        .done();
    JsonNode rule = json().get("rules").get(6);
    assertThat(rule.get("rule").textValue()).isEqualTo("all_channels");
    assertThat(rule.get("recall").doubleValue()).isEqualTo(1);
    assertThat(rule.get("median_minutes_to_detect").doubleValue()).isZero();
    String page = Files.readString(folder.resolve("report.html"));
    assertThat(page).contains("score over temperature, pressure").doesNotContain("NaN");
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page)));
  }

  @Test
  void whatIsInTheEventsIsEscaped() throws Exception {
    StringBuilder rows = new StringBuilder("transaction_id,customer_id,amount,timestamp\n");
    for (int i = 0; i < 60; i++) {
      rows.append(
          "t%d,<b>&%d,%d,2026-01-01T%02d:%02d:00Z%n"
              .formatted(i, i % 2, i == 50 ? 90_000 : 10, i / 6, i * 10 % 60));
    }
    Path transactions = folder.resolve("transactions.csv");
    Files.writeString(transactions, rows);
    Cli.run("backtest", "transactions-windowed", "--input=" + transactions, "--output=" + folder)
        .done();
    String page = Files.readString(folder.resolve("report.html"));
    assertThat(page).contains("&lt;b&gt;&amp;0").doesNotContain("<b>&");
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page)));
  }

  @Test
  void whatCannotBeIsOneSentence() throws IOException {
    Path wrong = folder.resolve("labels.csv");
    ads("--labels=" + folder.resolve("none.json")).refusedWith("there is no").inOneSentence();
    Files.writeString(wrong, "start,stop\n");
    ads("--labels=" + wrong).refusedWith("line 1 holds no incident").inOneSentence();
    Files.writeString(wrong, "start,end\nyesterday,today\n");
    ads("--labels=" + wrong).refusedWith("line 2 holds no incident").inOneSentence();
    Files.writeString(wrong, "start,end\n2026-01-01T01:00:00Z,2026-01-01T00:00:00Z\n");
    ads("--labels=" + wrong).refusedWith("ends before it starts").inOneSentence();
    Files.writeString(wrong, "start,end,region\n2026-01-01T00:00:00Z,2026-01-01T01:00:00Z,EU\n");
    ads("--labels=" + wrong).refusedWith("'region'", "country, ad_format").inOneSentence();
    Files.writeString(wrong, "{\"start\": \"2026");
    ads("--labels=" + wrong).refusedWith("line 1 holds no incident").inOneSentence();
    Files.write(wrong, new byte[] {(byte) 0xFF, (byte) 0xFE});
    ads("--labels=" + wrong).refusedWith("cannot be read as UTF-8").inOneSentence();
    Files.writeString(wrong, "[{}]");
    ads("--labels=" + wrong).refusedWith("generate ad-events").inOneSentence();
    ads("--start=noon", "--labels=" + wrong).refusedWith("--start=noon").inOneSentence();
    Cli.run("backtest", "ad-metrics").refusedWith("--input=GLOB").inOneSentence();
    Cli.run("backtest", "ad-metrics", "--input=" + folder.resolve("none"))
        .refusedWith("no file matches")
        .inOneSentence();
  }

  private Cli ads(String... more) {
    return Cli.run(
        Stream.concat(
                Stream.of(
                    "backtest",
                    "ad-metrics",
                    "--input=" + data.resolve("ads.jsonl"),
                    "--output=" + folder),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private JsonNode json() throws IOException {
    return JSON.readTree(folder.resolve("report.json").toFile());
  }

  private static long firing(List<JsonNode> alerts, String rule) {
    return alerts.stream()
        .filter(alert -> alert.get("status").textValue().equals("firing"))
        .filter(alert -> alert.get("alert_type").textValue().equals(rule))
        .count();
  }

  private static long verdicts(List<JsonNode> scores, String rule, String verdict) {
    return scores.stream()
        .filter(score -> score.get("rule").textValue().equals(rule))
        .filter(score -> score.get("verdict").textValue().equals(verdict))
        .count();
  }

  private List<JsonNode> lines(String kind) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, kind + "-*.jsonl")) {
      for (Path file : files) {
        for (String line : Files.readAllLines(file)) {
          lines.add(JSON.readTree(line));
        }
      }
    }
    return lines;
  }
}
