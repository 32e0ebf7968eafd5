package io.github.beamwatch.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ranking trained, scored and told on the Direct runner, and every mistake before it. */
class RankingCommandsTest {
  private static final String HEADER =
      "transaction_id,timestamp,user_id,amount,transaction_type,merchant_id,ip,country\n";

  @TempDir private Path folder;
  private Path input;

  @BeforeEach
  void write() throws IOException {
    input = folder.resolve("in.csv");
    StringBuilder text = new StringBuilder(HEADER);
    for (int user = 0; user < 60; user++) {
      for (int i = 0; i < 4 + user % 5; i++) {
        text.append(row(user, i, user == 7 ? 9000 + 1000.5 * i : 10 + (user * 7 + i * 3) % 20));
      }
    }
    text.append("x,2026-01-01T00:00:00Z,u1,-5,purchase,m,1.1.1.1,DE\n");
    text.append("x,2026-01-01T00:00:00Z,u1,much,purchase,m,1.1.1.1,DE\n");
    text.append("x,2099-01-01T00:00:00Z,u1,5,purchase,m,1.1.1.1,DE\n");
    text.append("x,2026-01-01T00:00:00Z,u1\n");
    Files.writeString(input, text);
  }

  private static String row(int user, int i, double amount) {
    return "t%d-%d,2026-01-%02dT%02d:00:00Z,u%d,%s,purchase,m%d,10.0.0.%d,DE%n"
        .formatted(user, i, 1 + (i * 3 + user) % 27, 8 + i, user, amount, i % 3, user)
        .replace("\r", "");
  }

  private Cli run(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.add("--input=" + input);
    all.add("--set=model.name=isolation_forest");
    all.add("--set=sinks.deadLetters=[{files: {path: '" + folder.resolve("dead") + "'}}]");
    return Cli.run(all.toArray(String[]::new));
  }

  @Test
  void allOfItInOneRun() throws IOException {
    Path out = folder.resolve("out");
    Cli done = run("run", "user-behaviour", "--output=" + out).done();
    assertThat(done.err())
        .contains("= used ")
        .contains(" + dead 4")
        .contains("entities: 60 ranked")
        .contains("   1  u7 ");
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted())
          .containsExactly(
              "dead-letters-00000-of-00001.jsonl",
              "model",
              "ranking-00000-of-00001.jsonl",
              "report.html",
              "report.json",
              "top.jsonl");
    }
    List<String> ranking = Files.readAllLines(out.resolve("ranking-00000-of-00001.jsonl"));
    assertThat(ranking).hasSize(60);
    assertThat(ranking.get(0)).startsWith("{\"rank\":1,\"entity\":\"u7\",\"score\":");
    assertThat(Files.readAllLines(out.resolve("top.jsonl")).get(0))
        .startsWith("{\"rank\":1,\"entity\":\"u7\",")
        .contains("\"reasons\":[{\"feature\":\"amount_");
    assertThat(Files.readString(out.resolve("dead-letters-00000-of-00001.jsonl")))
        .contains("out_of_range", "invalid_number", "future", "malformed");
  }

  @Test
  void aModelTrainedOnceGivesTheSameScoresLater() throws IOException {
    Path model = folder.resolve("m.model");
    Path whole = folder.resolve("whole");
    run("run", "user-behaviour", "--output=" + whole).done();
    assertThat(run("train", "user-behaviour", "--model=" + model).done().err())
        .contains(model + " is the first model there. Only ", "rows are held back");
    assertThat(Files.readAllBytes(model)).isEqualTo(Files.readAllBytes(whole.resolve("model")));

    Path scores = folder.resolve("scores");
    run("score", "user-behaviour", "--model=" + model, "--output=" + scores).done();
    assertThat(scores.resolve("ranking-00000-of-00001.jsonl"))
        .hasSameTextualContentAs(whole.resolve("ranking-00000-of-00001.jsonl"));
    assertThat(scores.resolve("top.jsonl")).doesNotExist();

    Path top = folder.resolve("top");
    run("top", "user-behaviour", "--model=" + model, "--count=3", "--output=" + top).done();
    assertThat(Files.readAllLines(top.resolve("top.jsonl")))
        .isEqualTo(Files.readAllLines(whole.resolve("top.jsonl")).subList(0, 3));
  }

  @Test
  void modelsThatCannotBeUsed() throws IOException {
    Path model = folder.resolve("m.model");
    run("train", "user-behaviour", "--model=" + model).done();
    assertThat(refused("top", "user-behaviour", "--model=" + model, "--set=features.distinct=[ip]"))
        .contains(
            "does not fit the features of the spec: it was trained on distinct_merchant_id,"
                + " distinct_country too");
    byte[] bytes = Files.readAllBytes(model);
    Files.write(model, Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(refused("score", "user-behaviour", "--model=" + model, "--output=" + folder))
        .contains("the model file is cut off or too long");
    assertThat(refused("top", "user-behaviour", "--model=" + folder.resolve("none")))
        .contains("there is no model file");
    assertThat(refused("train", "user-behaviour")).contains("name the model's file with --model");
  }

  @Test
  void whatDoesNotGoTogether() {
    assertThat(refused("top", "ad-metrics")).contains("'ad-metrics' is no ranking");
    assertThat(refused("score", "user-behaviour", "--detector=auto", "--output=x"))
        .contains("--detector goes with tables, not with a ranking");
    assertThat(refused("score", "--output=x")).contains("name who judges the rows");
  }

  @Test
  void entitiesWithoutAFeatureAreLeftOutAndCounted() throws IOException {
    Files.writeString(
        input, "x,2026-01-01T00:00:00Z,alone,5,purchase,m,1.1.1.1,DE\n", StandardOpenOption.APPEND);
    Cli done =
        run(
            "run",
            "user-behaviour",
            "--set=features.missing=drop",
            "--output=" + folder.resolve("out"));
    assertThat(done.done().err()).contains("60 ranked, 1 left out for a missing feature");
  }

  private String refused(String... arguments) {
    Cli run = run(arguments);
    assertThat(run.code()).isEqualTo(Main.WRONG_INPUT);
    assertThat(run.err().strip()).doesNotContain("\n");
    return run.err();
  }
}
