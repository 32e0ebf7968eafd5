package io.github.beamwatch.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.core.evaluation.RankedScores;
import io.github.beamwatch.core.training.ModelFile;
import io.github.beamwatch.core.training.TrainedModel;
import io.github.beamwatch.fixtures.FraudStream;
import io.github.beamwatch.fixtures.FraudStream.Payment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training, retraining and scoring by the commands, on the Direct runner. */
class EventRankingTest {
  private static final List<Payment> PAYMENTS = FraudStream.payments(7, 60, 120, 15);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path shared;
  private static Path events;
  private static Path labels;

  @TempDir private Path folder;

  @BeforeAll
  static void write() throws IOException {
    events = shared.resolve("payments.csv");
    List<String> lines = new ArrayList<>(List.of("id,time,customer,terminal,amount"));
    PAYMENTS.forEach(payment -> lines.add(payment.csv()));
    lines.add("x1,2026-03-01T00:00:00Z,c1,t1,-5");
    lines.add("x2,no time,c1,t1,5");
    lines.add(",2026-03-01T00:00:00Z,c1,t1,5");
    Files.write(events, lines);
    labels = labels("labels.csv", Payment::fraud);
  }

  /** With bad rows, and a label of nobody. */
  private static Path labels(String name, Function<Payment, Boolean> fraud) throws IOException {
    List<String> lines = new ArrayList<>(List.of("payment,verdict,known"));
    for (Payment payment : PAYMENTS) {
      Instant known = Instant.ofEpochMilli(payment.time()).plusSeconds(3 * 86_400);
      lines.add(
          "%s,%s,%s".formatted(payment.id(), fraud.apply(payment) ? "fraud" : "legit", known));
    }
    lines.add("nobody,fraud,2026-03-09T00:00:00Z");
    lines.add("p1,perhaps,2026-03-09T00:00:00Z");
    lines.add("p1,fraud,soon");
    return Files.write(shared.resolve(name), lines);
  }

  private Path spec(String model) throws IOException {
    return Files.writeString(
        folder.resolve("spec.yaml"),
        """
        apiVersion: beamwatch/v1
        kind: event-ranking
        name: payments
        source: {files: {paths: ["%s"]}}
        parse: {format: csv, timestamp: {field: time}, fields: {amount: {min: 0}}}
        features:
          id: id
          amount: amount
          history:
            - {entity: customer, spend: [1d, 7d, 30d]}
            - {entity: terminal, risk: [1d, 7d]}
        labels: {paths: ["%s"], id: payment, label: verdict, knownAt: known, delay: 3d}
        model: {%s, file: "%s", train: {from: 2026-03-10, until: 2026-04-10}}
        score: {from: 2026-04-13}
        sinks: {deadLetters: [{files: {path: "%s"}}]}
        """
            .formatted(events, labels, model, folder.resolve("model"), folder.resolve("letters")));
  }

  private Path spec() throws IOException {
    return spec("name: gradient_boosting");
  }

  private TrainedModel model() throws IOException {
    return ModelFile.read(Files.readAllBytes(folder.resolve("model")));
  }

  @Test
  void aModelIsTrainedAndFindsFraud() throws IOException {
    Path spec = spec();
    Cli train = Cli.run("train", spec.toString()).done();
    assertThat(train.err())
        .contains("(1 of unknown events); dead letters: 5;")
        .contains(folder.resolve("model") + " is the first model there. On ")
        .contains(" of them bad, it has an average precision of 0.");
    assertThat(model().card().metrics())
        .containsKeys("average_precision", "auroc", "held_back_rows", "held_back_bad_rows");
    assertThat(folder.resolve("model.previous")).doesNotExist();

    Path out = folder.resolve("out");
    Cli.run("run", spec.toString(), "--output=" + out).done();
    Map<String, Payment> byId =
        PAYMENTS.stream().collect(Collectors.toMap(Payment::id, Function.identity()));
    RankedScores scores = new RankedScores();
    List<String> rows = Files.readAllLines(out.resolve("scores-00000-of-00001.csv"));
    assertThat(rows.get(0)).isEqualTo("id,timestamp,anomaly_score,verdict,label");
    for (String row : rows.subList(1, rows.size())) {
      String[] cells = row.split(",");
      Payment payment = byId.get(cells[0]);
      assertThat(Instant.parse(cells[1]).toEpochMilli()).isEqualTo(payment.time());
      assertThat(cells[1]).isGreaterThan("2026-04-13");
      assertThat(cells[3]).isIn("NORMAL", "ANOMALY");
      assertThat(cells[4]).isEqualTo(payment.fraud() ? "1" : "0");
      scores.add(Double.parseDouble(cells[2]), payment.fraud());
    }
    long expected =
        PAYMENTS.stream()
            .filter(p -> p.time() >= Instant.parse("2026-04-13T00:00:00Z").toEpochMilli())
            .count();
    assertThat(scores.rows()).isEqualTo((int) expected);
    assertThat(scores.auroc()).isGreaterThan(0.85);
    assertThat(scores.auprc()).isGreaterThan(0.6);

    List<JsonNode> top = top(out);
    assertThat(top).hasSize(100);
    assertThat(top.get(0).get("rank").asInt()).isEqualTo(1);
    assertThat(top.get(0).at("/details/terminal").asText()).startsWith("t");
    assertThat(top.get(0).at("/details/label").asText()).isEqualTo("1");
    Payment first = byId.get(top.get(0).get("entity").asText());
    assertThat(Instant.parse(top.get(0).get("timestamp").asText()).toEpochMilli())
        .isEqualTo(first.time());
    assertThat(top.get(0).get("reasons")).isNotEmpty();
    assertThat(top.get(0).at("/reasons/0/contribution").asDouble()).isPositive();
    assertThat(top.get(0).at("/reasons/0/percentile").asDouble()).isBetween(0.0, 100.0);
    for (int i = 1; i < top.size(); i++) {
      assertThat(top.get(i).get("score").asDouble())
          .isLessThanOrEqualTo(top.get(i - 1).get("score").asDouble());
    }

    JsonNode report = JSON.readTree(out.resolve("report.json").toFile());
    assertThat(report.get("subject").asText()).isEqualTo("events");
    assertThat(report.get("entities").asLong()).isEqualTo(expected);
    assertThat(report.get("dead_letters").asInt()).isEqualTo(5);
    assertThat(report.at("/evaluation/auroc").asDouble())
        .isCloseTo(scores.auroc(), within(report.at("/evaluation/auroc_error").asDouble() + 1e-9));
    assertThat(out.resolve("report.html")).content().contains("events ranked", "terminal t");

    assertThat(lines(out, "dead-letters"))
        .extracting(letter -> letter.get("reason").asText())
        .containsExactlyInAnyOrder(
            "out_of_range",
            "invalid_timestamp",
            "missing_field",
            "invalid_text",
            "invalid_timestamp");
    assertThat(lines(out, "dead-letters"))
        .anySatisfy(
            letter ->
                assertThat(letter.get("detail").asText())
                    .isEqualTo(
                        "the label is 'perhaps'; allowed are fraud, bad, 1, true and legit, good,"
                            + " 0, false"));
  }

  @Test
  void aChallengerReplacesTheChampionOnlyIfItIsNotWorse() throws IOException {
    String spec = spec().toString();
    Cli.run("train", spec).done();
    byte[] first = Files.readAllBytes(folder.resolve("model"));

    assertThat(Cli.run("train", spec, "--set", "model.parameters={numTrees: 70}").done().err())
        .contains("The new model replaces the old one in ")
        .contains(", which is kept as " + folder.resolve("model") + ".previous. On ")
        .contains(" of them bad, the new model has an average precision of 0.")
        .contains("would be within chance.");
    byte[] second = Files.readAllBytes(folder.resolve("model"));
    assertThat(second).isNotEqualTo(first);
    assertThat(folder.resolve("model.previous")).hasBinaryContent(first);

    String[] worse = {"train", spec, "--set", "model.parameters={numTrees: 1, maxDepth: 1}"};
    assertThat(Cli.run(worse).done().err())
        .contains("The old model stays in ")
        .contains("--always replaces it all the same.");
    assertThat(folder.resolve("model")).hasBinaryContent(second);
    assertThat(folder.resolve("model.previous")).hasBinaryContent(first);

    String[] forced = Arrays.copyOf(worse, worse.length + 1);
    forced[worse.length] = "--always";
    assertThat(Cli.run(forced).done().err()).contains("as --always says; the old one is kept as ");
    assertThat(folder.resolve("model.previous")).hasBinaryContent(second);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(path -> path.getFileName().toString()).sorted())
          .containsExactly("letters", "model", "model.contest.txt", "model.previous", "spec.yaml");
    }
  }

  @Test
  void withoutLabelsMadeUpRowsJudge() throws IOException {
    String spec = spec("name: isolation_forest").toString();
    String text = Files.readString(Path.of(spec));
    Files.writeString(
        Path.of(spec),
        text.lines()
            .filter(line -> !line.startsWith("labels:") && !line.contains("risk:"))
            .collect(Collectors.joining("\n")));
    assertThat(Cli.run("train", spec).done().err())
        .contains("it tells made-up rows from real ones with an AUROC of 0.");
    assertThat(Cli.run("train", spec, "--set", "model.seed=2").done().err())
        .contains("The new model replaces the old one in ");
    // Trained on the first hours, when nobody had any history.
    String[] early = {
      "train", spec, "--set", "model.train={from: 2026-03-01, until: 2026-03-01T02:00:00Z}"
    };
    assertThat(Cli.run(early).err()).doesNotContain("replaces the old one in");
  }

  @Test
  void mistakesAreOneSentence() throws IOException {
    String spec = spec().toString();
    Cli.run("run", spec, "--output=" + folder.resolve("out"))
        .refusedWith("there is no model " + folder.resolve("model") + ": train it first");
    Files.writeString(folder.resolve("model"), "BWMODEL, I say, and nothing else");
    Cli.run("train", spec)
        .refusedWith(folder.resolve("model") + ": this is no model file of Beamwatch");
    Cli.run("train", spec, "--labels=" + folder.resolve("none.csv"))
        .refusedWith("no file matches '" + folder.resolve("none.csv") + "'");
    Cli.run("train", "ad-metrics").refusedWith("'ad-metrics' is no ranking: its kind is detection");
  }

  @Test
  void topAndScoreEachDoTheirPart() throws IOException {
    String spec = spec().toString();
    Path file = folder.resolve("elsewhere.model");
    Cli.run("train", spec, "--model=" + file).done();
    Path top = folder.resolve("top");
    assertThat(Cli.run("top", spec, "--model=" + file, "--count=7", "--output=" + top).done().err())
        .contains("rank", "why", "scored ");
    assertThat(top(top)).hasSize(7);
    assertThat(names(top))
        .containsExactly(
            "dead-letters-00000-of-00001.jsonl", "report.html", "report.json", "top.jsonl");
    Path scores = folder.resolve("scores");
    Cli.run("score", spec, "--model=" + file, "--output=" + scores).done();
    assertThat(names(scores))
        .containsExactly("dead-letters-00000-of-00001.jsonl", "scores-00000-of-00001.csv");
    Cli.run("top", spec, "--train=x.csv")
        .refusedWith(
            "--train does not go with a ranking of events: train its model first, with"
                + " 'beamwatch train'");
  }

  @Test
  void theTopGoesToTablesToo() throws IOException {
    Path spec = spec();
    Cli.run("train", spec.toString()).done();
    Path tables = folder.resolve("tables");
    Cli.run(
            "top",
            spec.toString(),
            "--set",
            "sinks.top=[{files: {path: %s, format: csv}}, {console: {}}]".formatted(tables))
        .done();
    List<String> rows = Files.readAllLines(tables.resolve("top.csv"));
    assertThat(rows).hasSize(101);
    assertThat(rows.get(0)).startsWith("rank,entity,score,anomaly,customer,terminal,label,amount,");
  }

  /** The same labels as JSON lines give the same model. */
  @Test
  void labelsMayBeJsonLines() throws IOException {
    String spec = spec().toString();
    Cli.run("train", spec).done();
    byte[] byCsv = Files.readAllBytes(folder.resolve("model"));
    Files.delete(folder.resolve("model"));
    List<String> lines = new ArrayList<>();
    for (String row : Files.readAllLines(labels)) {
      String[] cells = row.split(",");
      lines.add(
          "{\"payment\":\"%s\",\"verdict\":\"%s\",\"known\":\"%s\"}"
              .formatted(cells[0], cells[1], cells[2]));
    }
    lines.remove(0);
    Path json = Files.write(folder.resolve("labels.jsonl"), lines);
    assertThat(
            Cli.run("train", spec, "--labels=" + json, "--set", "labels.format=json").done().err())
        .contains("(1 of unknown events); dead letters: 5;");
    assertThat(folder.resolve("model")).hasBinaryContent(byCsv);
  }

  private static List<JsonNode> top(Path folder) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("top.jsonl"))) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static List<JsonNode> lines(Path folder, String kind) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files.filter(path -> path.getFileName().toString().startsWith(kind + "-")).toList()) {
        for (String line : Files.readAllLines(file)) {
          rows.add(JSON.readTree(line));
        }
      }
    }
    return rows;
  }
}
