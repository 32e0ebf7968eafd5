package io.github.beamwatch.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of generated users is told of their ranking, and never to the model. */
class RankingLabelsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static Path users;
  private static Path known;

  @BeforeAll
  static void generate() {
    users = folder.resolve("users");
    known = folder.resolve("users-labels").resolve("users.csv.gz");
    Cli.run("generate", "users", "--users=2000", "--files=2", "--output=" + users).done();
  }

  private static Cli run(String command, Path output, String... more) {
    List<String> all = new ArrayList<>(List.of(command, "user-behaviour"));
    all.add("--input=" + users + "/*.csv.gz");
    all.add("--output=" + output);
    all.add("--set=model.name=isolation_forest");
    all.addAll(Arrays.asList(more));
    return Cli.run(all.toArray(String[]::new));
  }

  private static String labels(Object path) {
    return "--set=labels={paths: ['%s'], label: pattern}".formatted(path);
  }

  private static String attributes(Object path) {
    return "--set=insights.attributes={paths: ['%s'], columns: [behaviour_type]}".formatted(path);
  }

  private static JsonNode report(Path output) throws IOException {
    return JSON.readTree(output.resolve("report.json").toFile());
  }

  private static List<String> types(JsonNode report) {
    List<String> types = new ArrayList<>();
    for (JsonNode insight : report.get("insights")) {
      if (insight.get("dimension").asText().equals("behaviour_type")) {
        types.add(insight.get("value").asText());
        assertThat(insight.get("population_share").doubleValue()).isEqualTo(0.25, within(0.02));
      }
    }
    return types;
  }

  @Test
  void theReportSaysHowRightItWasAndWhoTheTopAre() throws IOException {
    Path plain = folder.resolve("plain");
    run("run", plain).done();
    assertThat(report(plain).get("evaluation").isEmpty()).isTrue();

    Path told = folder.resolve("told");
    Cli done = run("run", told, labels(known), attributes(known)).done();
    assertThat(done.err())
        .contains("against labels: 2,000 labelled, ")
        .contains("; bad are ")
        .contains(" of the first 100")
        .contains("labels and attributes of entities: read 4000, used 4000, 0 labels of")
        .contains(" = used ");
    assertThat(Files.readAllBytes(told.resolve("model")))
        .isEqualTo(Files.readAllBytes(plain.resolve("model")));
    assertThat(types(report(told)))
        .containsExactlyInAnyOrder(
            "loose-passive", "tight-passive", "loose-aggressive", "tight-aggressive");
    assertThat(Files.readString(told.resolve("report.html")))
        .contains("How right it was", "Behaviour type", "AUROC");

    Cli evaluated =
        Cli.run(
                "evaluate",
                "--json",
                "--ranking=" + told,
                "--labels=" + known,
                "--label=pattern",
                "--good=none")
            .done();
    JsonNode evaluation = report(told).get("evaluation");
    JsonNode same = JSON.readTree(evaluated.out());
    for (String measure :
        List.of("labelled", "bad", "auroc", "average_precision", "precision_at_100")) {
      assertThat(evaluation.get(measure).doubleValue())
          .as(measure)
          .isEqualTo(same.get(measure).doubleValue());
    }
    assertThat(evaluation.get("auroc").doubleValue()).isBetween(0.8, 1.0);
  }

  @Test
  void inEveryFormat() throws IOException {
    List<String> csv = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(known)), StandardCharsets.UTF_8))) {
      in.lines().skip(1).forEach(csv::add);
    }
    Path lines = folder.resolve("known.jsonl");
    try (var out = Files.newBufferedWriter(lines)) {
      for (String row : csv) {
        String[] cells = row.split(",", -1);
        out.write(
            "{\"name\":\"%s\",\"behaviour_type\":\"%s\",\"pattern\":\"%s\"}%n"
                .formatted(cells[0], cells[1], cells[2]));
      }
      out.write("{\"name\":\"nobody\",\"behaviour_type\":\"x\",\"pattern\":\"mule\"}\n");
      out.write("{\"name\":\"\",\"behaviour_type\":\"x\",\"pattern\":\"mule\"}\n");
      out.write("{\"behaviour_type\":\"x\",\"pattern\":\"mule\"}\n");
    }
    Path one = folder.resolve("csv");
    run("top", one, labels(known), attributes(known)).done();
    Path other = folder.resolve("json");
    Cli done =
        run(
                "top",
                other,
                labels(lines),
                attributes(lines),
                "--set=labels.format=json",
                "--set=labels.entity=name",
                "--set=insights.attributes.format=json",
                "--set=insights.attributes.entity=name")
            .done();
    assertThat(done.err()).contains("read 4006, used 4002, 1 labels of", " + dead 4");
    assertThat(report(other).get("evaluation")).isEqualTo(report(one).get("evaluation"));
    assertThat(report(other).get("insights")).isEqualTo(report(one).get("insights"));

    Path columns = folder.resolve("columns");
    String into = "=[{files: {path: '%s', format: parquet}}]".formatted(columns);
    Cli.run(
            "top",
            "user-behaviour",
            "--input=" + users + "/*.csv.gz",
            "--set=model.name=isolation_forest",
            "--set=sinks.top" + into,
            "--set=sinks.deadLetters" + into,
            "--set=report.path=" + columns)
        .done();
    Path ranked = folder.resolve("ranked");
    run(
            "top",
            ranked,
            "--set=insights.attributes={paths: ['%s'], entity: entity, columns: [pipeline]}"
                .formatted(columns.resolve("top.parquet")))
        .done();
    assertThat(Files.readString(ranked.resolve("report.json")))
        .containsPattern("\"dimension\" : \"pipeline\",\\s+\"value\" : \"user-behaviour\"");
  }

  @Test
  void filesThatAreNotThereOrLackAColumn() {
    Path output = folder.resolve("none");
    assertThat(run("run", output, labels(folder.resolve("no.csv"))).inOneSentence().err())
        .contains("no.csv");
    assertThat(run("run", output, attributes(folder.resolve("no.csv"))).code())
        .isEqualTo(Main.WRONG_INPUT);
    run("run", output, "--set=labels={paths: ['%s'], label: verdict}".formatted(known))
        .refusedWith(
            "labels: '" + known + "' has no column 'verdict'; it has user_id, behaviour_type,")
        .inOneSentence();
  }

  @Test
  void labelsOfNobodyWhoIsRanked() throws IOException {
    Path strangers = Files.writeString(folder.resolve("s.csv"), "user_id,pattern\nx,mule\n");
    Cli done = run("top", folder.resolve("strangers"), labels(strangers)).done();
    assertThat(done.err())
        .contains("against labels: none of the ranked entities has one")
        .contains("read 1, used 1, 1 labels of entities without events");
  }
}
