package io.github.beamwatch.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of the documentation: generate, score, evaluate. */
class SensorsCommandTest {
  @TempDir private Path folder;

  @Test
  void generatedScoredAndEvaluated() {
    Path data = folder.resolve("sensors.csv");
    Cli.run("generate", "sensors", "--rows=6000", "--output=" + data).done();
    Cli.run(
            "score",
            "--detector=auto",
            "--input=" + data,
            "--timestamp=timestamp",
            "--features=temperature,pressure",
            "--output=" + folder.resolve("scores"))
        .done();
    Cli run =
        Cli.run(
                "evaluate",
                "--predictions=" + folder.resolve("scores"),
                "--data=" + data,
                "--label=label")
            .done();
    assertThat(run.out()).containsPattern("labelled_segments +6 ").contains("recall", "auroc");
  }

  @Test
  void labelsBesideTheReadings() throws IOException {
    Path data = folder.resolve("sensors.csv");
    Path labels = folder.resolve("labels.csv");
    Cli.run("generate", "sensors", "--rows=50", "--output=" + data, "--labels=" + labels).done();
    assertThat(Files.readAllLines(data))
        .hasSize(51)
        .startsWith("timestamp,temperature,pressure")
        .allMatch(row -> row.split(",").length == 3);
    List<String> rows = Files.readAllLines(labels);
    assertThat(rows).hasSize(51).startsWith("timestamp,label", "2025-12-01T00:00:00Z,0");
  }

  @Test
  void noRows() {
    Cli.run("generate", "sensors", "--rows=0", "--output=" + folder.resolve("x.csv"))
        .refusedWith("rows must be at least 1")
        .inOneSentence();
  }
}
