package io.github.beamwatch.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores and alerts whose measures were worked out by hand. */
class EvaluateCommandTest {
  private static final int ROWS = 40;
  private static final Set<Integer> LABELLED = Set.of(2, 3, 10, 11, 12, 13, 14, 20, 21, 22, 30, 31);
  private static final Map<Integer, String> HIGH =
      Map.of(1, "0.9", 12, "0.8", 13, "0.9", 16, "0.7", 21, "0.7", 26, "0.9", 38, "0.8");

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    StringBuilder data = new StringBuilder("time;label\n");
    StringBuilder scores = new StringBuilder("time,anomaly_score,verdict,expected,outlier\n");
    for (int i = 0; i < ROWS; i++) {
      String time = "2026-01-01 00:%02d:00".formatted(i);
      data.append("%s;%d\n".formatted(time, LABELLED.contains(i) ? 1 : 0));
      boolean high = HIGH.containsKey(i);
      scores.append(time).append(',').append(HIGH.getOrDefault(i, "0." + i % 4));
      scores.append(high ? ",ANOMALY,,1\n" : ",NORMAL,,0\n");
    }
    write("data/deep/a.csv", data.toString());
    write("scores/deep/a.csv", scores.toString());
  }

  /** The first six rows are warm-up; alerts come in rows 12, 16, 21, 26 and 38. */
  @Test
  void measuresAsWorkedOutByHand() throws IOException {
    JsonNode measures = json("--cooldown=3");
    assertThat(measures.get("rows").doubleValue()).isEqualTo(34);
    assertThat(measures.get("labelled_segments").doubleValue()).isEqualTo(3);
    assertThat(measures.get("alerts").doubleValue()).isEqualTo(5);
    assertThat(measures.get("precision").doubleValue()).isEqualTo(0.4);
    assertThat(measures.get("recall").doubleValue()).isEqualTo(2.0 / 3);
    assertThat(measures.get("f1").doubleValue()).isEqualTo(0.5);
    assertThat(measures.get("auroc").doubleValue()).isEqualTo(0.6458333333333334);
    assertThat(measures.get("auprc").doubleValue()).isEqualTo(0.40971479500891267);
    assertThat(measures.get("median_rows_to_detect").doubleValue()).isEqualTo(1.5);
    assertThat(measures.get("worst_rows_to_detect").doubleValue()).isEqualTo(2);
    assertThat(measures.get("median_minutes_to_detect").doubleValue()).isEqualTo(1.5);
    assertThat(measures.get("false_alerts_per_day").doubleValue()).isEqualTo(3 / (33.0 / 1440));
  }

  @Test
  void thresholdWarmupAndCooldownCount() throws IOException {
    assertThat(json("--threshold=0.85", "--cooldown=0").get("alerts").doubleValue()).isEqualTo(2);
    assertThat(json("--warmup=0", "--cooldown=0").get("alerts").doubleValue()).isEqualTo(7);
    assertThat(json("--warmup=0").get("labelled_segments").doubleValue()).isEqualTo(4);
    assertThat(json("--cooldown=20").get("alerts").doubleValue()).isEqualTo(1);
  }

  @Test
  void whatIsNotDefinedIsNull() throws IOException {
    JsonNode measures = json("--threshold=5");
    assertThat(measures.get("precision").isNull()).isTrue();
    assertThat(measures.get("recall").doubleValue()).isZero();
    assertThat(measures.get("median_rows_to_detect").isNull()).isTrue();
  }

  @Test
  void everyMeasureSaysWhatItIs() {
    assertThat(scores("--cooldown=3").done().out())
        .containsPattern("precision +0.400  of the alerts, those inside a labelled segment: 2 of 5")
        .containsPattern("auroc +0.646  chance that")
        .containsPattern("auprc +0.410  average precision .*; 0.294 is chance");
  }

  @Test
  void filesThatDoNotFitTogether() throws IOException {
    write("scores/deep/a.csv", "index,anomaly_score,verdict,expected,outlier\n0,0.0,NORMAL,,0\n");
    scores().refusedWith("has 40 rows", "has 1 scores").inOneSentence();
    write("scores/deep/a.csv", "index,score\n0,0.0\n");
    scores().refusedWith("there is no column 'anomaly_score'").inOneSentence();
    Files.delete(folder.resolve("scores/deep/a.csv"));
    scores().refusedWith("--predictions: there is no", "a.csv").inOneSentence();
    scores("--label=lable").refusedWith("there is no").inOneSentence();
  }

  @Test
  void wrongOptions() {
    Cli.run("evaluate").refusedWith("either --predictions and --data").inOneSentence();
    Cli.run("evaluate", "--alerts=" + folder).refusedWith("either --predictions").inOneSentence();
    scores("--label=lable").refusedWith("did you mean 'label'").inOneSentence();
    scores("--warmup=1").refusedWith("--warmup=1").inOneSentence();
    scores("--cooldown=-1").refusedWith("--cooldown=-1").inOneSentence();
    alerts("--start=noon").refusedWith("--start=noon is not an instant").inOneSentence();
    Cli.run("evaluate", "--alerts=" + folder.resolve("no"), "--incidents=" + folder)
        .refusedWith("there is no")
        .inOneSentence();
  }

  @Test
  void alertsAgainstIncidents() throws IOException {
    write(
        "incidents.json",
        """
        [{"minute": 20, "length": 2, "country": "US", "ad_format": "banner", "kind": "ctr_drop"},
         {"minute": 50, "length": 1, "country": "US", "ad_format": "banner", "kind": "ctr_drop"}]
        """);
    write(
        "run/alerts-00000-of-00001.jsonl",
        alert("firing", "US", 21)
            + alert("resolved", "US", 22)
            + alert("firing", "US", 22)
            + alert("firing", "DE", 20));
    Cli run = alerts().done();
    assertThat(run.out())
        .containsPattern("precision +0.667 .*: 2 of 3")
        .containsPattern("recall +0.500 .*: 1 of 2")
        .containsPattern("median_minutes_to_detect +2 ")
        // One in the 51 minutes until the second incident's end.
        .containsPattern("false_alerts_per_day +28.235 ");
    write("run/alerts-00000-of-00001.jsonl", "no alert\n");
    alerts().refusedWith("line 1 is no alert").inOneSentence();
    write("incidents.json", "[{\"minute\": 20}]");
    alerts().refusedWith("no alert").inOneSentence();
  }

  private static String alert(String status, String country, int minute) {
    return """
    {"status":"%s","alert_type":"ctr_drop","labels":{"country":"%s","ad_format":"banner"},"window_start":"2025-12-17T08:%02d:00.000Z","window_end":"2025-12-17T08:%02d:00.000Z"}
    """
        .formatted(status, country, minute, minute + 1);
  }

  private Cli alerts(String... more) {
    return run(
        Stream.of(
            "--alerts=" + folder.resolve("run"), "--incidents=" + folder.resolve("incidents.json")),
        more);
  }

  private Cli scores(String... more) {
    return run(
        Stream.of(
            "--predictions=" + folder.resolve("scores"),
            "--data=" + folder.resolve("data"),
            "--delimiter=;"),
        more);
  }

  private static Cli run(Stream<String> options, String... more) {
    return Cli.run(
        Stream.of(Stream.of("evaluate"), options, Stream.of(more))
            .flatMap(part -> part)
            .toArray(String[]::new));
  }

  private JsonNode json(String... more) throws IOException {
    return new ObjectMapper()
        .readTree(
            scores(Stream.concat(Stream.of("--json"), Stream.of(more)).toArray(String[]::new))
                .done()
                .out());
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
