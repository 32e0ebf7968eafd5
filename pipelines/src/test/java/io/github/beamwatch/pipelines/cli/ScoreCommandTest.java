package io.github.beamwatch.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs over real files on the Direct runner, and every mistake that is told before one. */
class ScoreCommandTest {
  @TempDir private Path folder;
  private Path input;
  private Path output;

  @BeforeEach
  void write() throws IOException {
    input = folder.resolve("in");
    output = folder.resolve("out");
    Files.createDirectories(input.resolve("deep/er"));
    Files.writeString(input.resolve("a.csv"), series("timestamp,value", ',', 100));
    Files.writeString(input.resolve("deep/er/b.csv"), series("timestamp,value", ',', 50));
    Files.writeString(input.resolve("notes.txt"), "no table");
    try (var out = new GZIPOutputStream(Files.newOutputStream(input.resolve("deep/c.csv.gz")))) {
      out.write(series("timestamp,value", ',', 70).getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void everyFileHasItsScoresAtTheSamePath() throws IOException {
    Cli run = score("--timestamp=timestamp").done();
    assertThat(files(output)).containsExactly("a.csv", "deep/c.csv.gz", "deep/er/b.csv");
    assertThat(run.err())
        .contains(
            "220 rows of 3 files: 3 anomalies, 127 normal, 90 warm-up, 0 without data, 0 late,"
                + " 0 errors")
        .contains("Files are in " + output);
    List<String> rows = Files.readAllLines(output.resolve("a.csv"));
    assertThat(rows).hasSize(101);
    assertThat(rows.get(0)).isEqualTo("timestamp,anomaly_score,verdict,expected,outlier");
    assertThat(rows.get(1)).isEqualTo("2026-01-01 00:00:00,0.0,WARMUP,,0");
    assertThat(rows.get(46)).matches("2026-01-01 00:45:00,\\d+\\.\\d+,ANOMALY,\\d+\\.\\d+,1");
    try (var in = new GZIPInputStream(Files.newInputStream(output.resolve("deep/c.csv.gz")))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()).hasSize(71);
    }
  }

  @Test
  void oneFileAndAnotherRunOverItsScores() throws IOException {
    Path file = input.resolve("a.csv");
    Cli.run("score", "--detector=ewma_z", "--input=" + file, "--output=" + output).done();
    List<String> first = Files.readAllLines(output.resolve("a.csv"));
    assertThat(first.get(0)).startsWith("index,");
    Cli.run("score", "--detector=ewma_z", "--input=" + file, "--output=" + output).done();
    assertThat(Files.readAllLines(output.resolve("a.csv"))).isEqualTo(first);
    assertThat(files(output)).containsExactly("a.csv");
  }

  @Test
  void scoresOfAnEarlierRunAreNoInput() {
    output = input.resolve("scores");
    score().done();
    assertThat(score().done().err()).contains("220 rows of 3 files");
  }

  @Test
  void thresholdAndParametersCount() {
    assertThat(score("--set=warmup=20", "--threshold=900").done().err())
        .contains(": 0 anomalies, 160 normal, 60 warm-up");
  }

  @Test
  void rowsAndFilesThatTeach() {
    assertThat(score("--train-rows=40").done().err()).contains("97 normal, 120 warm-up");
    assertThat(score("--train=" + input.resolve("a.csv")).done().err())
        .contains("217 normal, 0 warm-up", "0 late");
  }

  @Test
  void anotherDelimiter() throws IOException {
    Files.writeString(folder.resolve("s.csv"), series("when;level;label", ';', 60));
    Cli.run(
            "score",
            "--detector=ewma_z",
            "--input=" + folder.resolve("s.csv"),
            "--output=" + output,
            "--timestamp=when",
            "--features=all",
            "--exclude=label",
            "--delimiter=;")
        .done();
    assertThat(Files.readAllLines(output.resolve("s.csv")).get(46))
        .startsWith("2026-01-01 00:45:00,")
        .endsWith(",1");
  }

  @Test
  void rowsWithoutTimesAreASet() throws IOException {
    Path file = folder.resolve("rows.csv");
    StringBuilder text = new StringBuilder("a,b,label\n");
    for (int i = 0; i < 200; i++) {
      text.append(i == 150 ? "90,-90,1\n" : "%d,%d,0\n".formatted(i % 7, i % 5));
    }
    Files.writeString(file, text);
    Cli.run(
            "score",
            "--detector=isolation_forest",
            "--input=" + file,
            "--output=" + output,
            "--features=all",
            "--exclude=label",
            "--seed=3")
        .done();
    List<String> rows = Files.readAllLines(output.resolve("rows.csv"));
    assertThat(rows).hasSize(201);
    assertThat(rows.get(151)).matches("150,0\\.\\d+,ANOMALY,,1");
    double far = scoreOf(rows.get(151));
    assertThat(rows.stream().skip(1).mapToDouble(ScoreCommandTest::scoreOf).max()).hasValue(far);
    // The first rows alone teach, and the last one is judged by them.
    Cli.run(
            "score",
            "--detector=auto",
            "--input=" + file,
            "--output=" + output,
            "--features=a,b",
            "--train-rows=199")
        .done();
    assertThat(Files.readAllLines(output.resolve("rows.csv")).get(199)).contains(",WARMUP,");
  }

  private static double scoreOf(String row) {
    return Double.parseDouble(row.split(",")[1]);
  }

  @Test
  void wrongNames() {
    score("--value=valu").refusedWith("did you mean 'value'", "a.csv").inOneSentence();
    score("--timestamp=time").refusedWith("there is no column 'time'").inOneSentence();
    score("--features=all", "--exclude=valu")
        .refusedWith("no file has a column 'valu'; did you mean 'value'")
        .inOneSentence();
    Cli.run("score", "--detector=ewma", "--input=" + input, "--output=" + output)
        .refusedWith("unknown detector 'ewma'; did you mean 'ewma_z'")
        .inOneSentence();
    score("--set=warmpu=3").refusedWith("has no parameter warmpu; it has alpha").inOneSentence();
    score("--set=warmup=many").refusedWith("--set warmup=many", "a number").inOneSentence();
    score("--set=alpha=2").refusedWith("alpha is 2.0; allowed is").inOneSentence();
    assertThat(output).doesNotExist();
  }

  @Test
  void wrongFiles() throws IOException {
    Cli.run("score", "--detector=ewma_z", "--input=" + folder + "/x.csv", "--output=" + output)
        .refusedWith("no file matches")
        .inOneSentence();
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Cli.run("score", "--detector=ewma_z", "--input=" + empty, "--output=" + output)
        .refusedWith("no *.csv or *.csv.gz is in")
        .inOneSentence();
    Files.writeString(empty.resolve("void.csv"), "");
    Cli.run("score", "--detector=ewma_z", "--input=" + empty, "--output=" + output)
        .refusedWith("void.csv: the file is empty; a header is expected")
        .inOneSentence();
    Cli.run("score", "--detector=ewma_z", "--input=" + input, "--output=" + input)
        .refusedWith("would take its place")
        .inOneSentence();
    score("--train=" + folder.resolve("gone.csv")).refusedWith("gone.csv").inOneSentence();
  }

  @Test
  void wrongOptions() {
    Cli.run("score", "--input=a", "--output=b").refusedWith("--detector");
    score("--features=timestamp,value", "--timestamp=timestamp")
        .refusedWith("ewma_z looks at one column", "mewma_t2")
        .inOneSentence();
    score("--features=value")
        .refusedWith("ewma_z judges series", "--timestamp", "isolation_forest")
        .inOneSentence();
    score("--value=value", "--features=value").refusedWith("either --value").inOneSentence();
    score("--exclude=value").refusedWith("--features=all").inOneSentence();
    score("--train-rows=-1").refusedWith("at least 0").inOneSentence();
    score("--delimiter=ab").refusedWith("one character").inOneSentence();
    score("--colour=red").refusedWith("unknown option --colour").inOneSentence();
  }

  private Cli score(String... more) {
    return Cli.run(
        Stream.concat(
                Stream.of("score", "--detector=ewma_z", "--input=" + input, "--output=" + output),
                Stream.of(more))
            .toArray(String[]::new));
  }

  /** A wave of a few minutes, with one value far off in row 45. */
  private static String series(String header, char delimiter, int rows) {
    StringBuilder text = new StringBuilder(header).append('\n');
    boolean label = header.endsWith("label");
    for (int i = 0; i < rows; i++) {
      text.append("2026-01-01 %02d:%02d:00".formatted(i / 60, i % 60)).append(delimiter);
      text.append(i == 45 ? 500 : 20 + i % 7);
      text.append(label ? delimiter + "0\n" : "\n");
    }
    return text.toString();
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
