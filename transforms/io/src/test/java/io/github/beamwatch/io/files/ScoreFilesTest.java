package io.github.beamwatch.io.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.detector.Detectors;
import io.github.beamwatch.core.detector.SeriesDetector;
import io.github.beamwatch.core.scoring.ColumnChoice;
import io.github.beamwatch.core.scoring.ScorePlan;
import io.github.beamwatch.core.scoring.SeriesJudges;
import io.github.beamwatch.fixtures.pipeline.DirectRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreFilesTest {

  private static final ScorePlan PLAN =
      new ScorePlan(
          new ColumnChoice(null, List.of("value"), List.of(), ','),
          new SeriesJudges(
              SeriesDetector.of(
                  Detectors.named("ewma_z").orElseThrow().with(Map.of("warmup", 2.0)))),
          0);

  @TempDir private Path folder;

  @Test
  void filesAreScoredEachForItself() throws IOException {
    List<ScoredFile> files = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Path file = Files.writeString(folder.resolve(i + ".csv"), "value\n1\n3\n2\n" + i + "\n");
      files.add(new ScoredFile(file.toString(), folder + "/out/deep/" + i + ".csv"));
    }
    DirectRun run = DirectRun.withParallelism(3);
    run.pipeline().apply(ScoreFiles.of(files, PLAN));
    SortedMap<String, Long> counters = run.toEnd();
    assertThat(counters)
        .containsEntry("files_scored", 20L)
        .containsEntry("rows_scored_warmup", 40L)
        .containsEntry("rows_scored_late", 0L);
    assertThat(names(folder.resolve("out/deep"))).hasSize(20);
    assertThat(Files.readAllLines(folder.resolve("out/deep/2.csv")))
        .containsExactly(
            "index,anomaly_score,verdict,expected,outlier",
            "0,0.0,WARMUP,,0",
            "1,0.0,WARMUP,,0",
            "2,0.0,NORMAL,2.0,0",
            "3,0.0,NORMAL,2.0,0");
  }

  @Test
  void withTrainingTheRowsOfAnotherFileTeachFirst() throws IOException {
    Path training = Files.writeString(folder.resolve("t.csv"), "value\n1\n3\n2\n");
    Path file = Files.writeString(folder.resolve("a.csv"), "value\n2\n900\n");
    Path out = folder.resolve("out/a.csv");
    DirectRun run = DirectRun.withParallelism(1);
    run.pipeline()
        .apply(
            ScoreFiles.of(List.of(new ScoredFile(file.toString(), out.toString())), PLAN)
                .withTraining(training.toString()));
    run.toEnd();
    assertThat(Files.readAllLines(out).get(1)).isEqualTo("0,0.0,NORMAL,2.0,0");
    assertThat(Files.readAllLines(out).get(2)).endsWith(",ANOMALY,2.0,1");
  }

  /** A row that is too large is an error in its place, and the rows behind it are judged. */
  @Test
  void aRowThatIsTooLarge() throws IOException {
    String large = "\"" + "x".repeat(ScoreFiles.MAX_ROW_BYTES) + "\"";
    Path file = Files.writeString(folder.resolve("a.csv"), "value\n1\n3\n" + large + "\n2\n");
    Path out = folder.resolve("out/a.csv");
    DirectRun run = DirectRun.withParallelism(1);
    run.pipeline()
        .apply(ScoreFiles.of(List.of(new ScoredFile(file.toString(), out.toString())), PLAN));
    run.toEnd();
    assertThat(Files.readAllLines(out)).hasSize(5).endsWith("2,0.0,ERROR,,0", "3,0.0,NORMAL,2.0,0");
  }

  @Test
  void aFileThatIsCutOffFailsTheJobAndLeavesNothing() throws IOException {
    Path cut = folder.resolve("cut.csv.gz");
    try (var out = new java.util.zip.GZIPOutputStream(Files.newOutputStream(cut))) {
      StringBuilder rows = new StringBuilder("value\n");
      for (int i = 0; i < 400_000; i++) {
        rows.append(i).append('\n');
      }
      out.write(rows.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    byte[] bytes = Files.readAllBytes(cut);
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    DirectRun run = DirectRun.withParallelism(1);
    run.pipeline()
        .apply(
            ScoreFiles.of(
                List.of(new ScoredFile(cut.toString(), folder + "/out/cut.csv.gz")), PLAN));
    assertThatThrownBy(run::toEnd).hasMessageContaining("cut.csv.gz cannot be scored");
    assertThat(names(folder.resolve("out"))).isEmpty();
  }

  private static List<String> names(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
