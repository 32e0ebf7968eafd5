package io.github.beamwatch.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new model of users replaces the one in use only if it is not worse on those held back. */
class RankingContestTest {
  private static final String WORSE = "--set=model.parameters={numTrees: 1, sampleSize: 2}";

  @TempDir private static Path folder;
  private static Path users;
  private static Path known;

  @TempDir private Path home;
  private Path model;

  @BeforeAll
  static void generate() {
    users = folder.resolve("users");
    known = folder.resolve("users-labels").resolve("users.csv.gz");
    Cli.run(
            "generate",
            "users",
            "--users=3000",
            "--fraud-share=0.04",
            "--files=2",
            "--output=" + users)
        .done();
  }

  @BeforeEach
  void name() {
    model = home.resolve("users.model");
  }

  private Cli train(String... more) {
    List<String> all = new ArrayList<>(List.of("train", "user-behaviour", "--model=" + model));
    all.add("--input=" + users + "/*.csv.gz");
    all.add("--set=model.name=isolation_forest");
    all.addAll(Arrays.asList(more));
    return Cli.run(all.toArray(String[]::new));
  }

  private void contest(String criterion, String... more) throws IOException {
    assertThat(train(more).done().err()).contains("is the first model there. On ", criterion);
    byte[] first = Files.readAllBytes(model);
    assertThat(train(more).done().err())
        .contains(model + ", to the last bit: nothing has changed.");
    assertThat(home.resolve("users.model.previous")).doesNotExist();

    assertThat(train(with("--set=model.seed=2", more)).done().err())
        .contains("The new model replaces the old one in " + model, criterion)
        .contains("less would be within chance.");
    byte[] second = Files.readAllBytes(model);
    assertThat(second).isNotEqualTo(first);
    assertThat(home.resolve("users.model.previous")).hasBinaryContent(first);

    assertThat(train(with(WORSE, more)).done().err())
        .contains("The old model stays in " + model, criterion);
    assertThat(model).hasBinaryContent(second);
    assertThat(home.resolve("users.model.contest.txt")).content().contains("The old model stays");

    assertThat(train(with(WORSE, with("--always", more))).done().err())
        .contains("as --always says; the old one is kept as ");
    assertThat(home.resolve("users.model.previous")).hasBinaryContent(second);
  }

  private static String[] with(String one, String... more) {
    String[] all = Arrays.copyOf(more, more.length + 1);
    all[more.length] = one;
    return all;
  }

  @Test
  void withoutLabelsMadeUpRowsJudge() throws IOException {
    contest("made-up rows from real ones with an AUROC of 0.");
  }

  @Test
  void labelsJudgeWhereTheyAreKnown() throws IOException {
    contest("average precision of 0.", "--set=labels.label=pattern", "--labels=" + known);
  }

  @Test
  void whoeverIsHeldBackTeachesNobody() throws IOException {
    assertThat(train().done().err()).contains("held-back rows");
    Path report = home.resolve("out");
    Cli.run(
            "top",
            "user-behaviour",
            "--input=" + users + "/*.csv.gz",
            "--model=" + model,
            "--set=model.name=isolation_forest",
            "--output=" + report)
        .done();
    // Of 3,000 users some 600 are held back.
    assertThat(Files.readString(report.resolve("report.json")))
        .containsPattern("\"rows\" : 2[34]\\d\\d,")
        .containsPattern("\"held_back_rows\" : [56]\\d\\d");
  }

  @Test
  void anotherFileIsReplacedOnlyWhereThatIsAskedFor() throws IOException {
    Files.writeString(model, "my thesis");
    train()
        .refusedWith("this is no model file of Beamwatch; --always writes a new one all the same")
        .inOneSentence();
    assertThat(model).hasContent("my thesis");
    assertThat(train("--always").done().err())
        .contains("as --always says", "the old file is no model that can be read");
    assertThat(home.resolve("users.model.previous")).hasContent("my thesis");
  }

  @Test
  void modelsOfOtherFeaturesCannotBeCompared() {
    train().done();
    assertThat(train("--set=features.distinct=[ip]").done().err())
        .contains("The old model stays", "They cannot be compared: ");
  }
}
