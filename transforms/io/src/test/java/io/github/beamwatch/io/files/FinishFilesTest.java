package io.github.beamwatch.io.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.fixtures.pipeline.DirectRun;
import io.github.beamwatch.io.table.Cells;
import io.github.beamwatch.io.table.Column;
import io.github.beamwatch.io.table.ParquetRows;
import io.github.beamwatch.io.table.RowShape;
import io.github.beamwatch.io.table.TableFormat;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinishFilesTest {

  @TempDir Path folder;

  @Test
  void smallFilesOfAKindBecomeOne() throws IOException {
    Files.writeString(folder.resolve(".a"), "1\n");
    Files.writeString(folder.resolve(".b"), "2\n3\n");
    Files.writeString(folder.resolve(".c"), "{}\n");

    finish(KV.of("scores.jsonl", ".a"), KV.of("scores.jsonl", ".b"), KV.of("metrics.jsonl", ".c"));

    assertThat(names())
        .containsExactlyInAnyOrder("metrics-00000-of-00001.jsonl", "scores-00000-of-00001.jsonl");
    assertThat(Files.readAllLines(folder.resolve("scores-00000-of-00001.jsonl")))
        .containsExactlyInAnyOrder("1", "2", "3");
  }

  @Test
  void tablesThatAreJoinedHaveOneHeader() throws IOException {
    for (TableFormat format : TableFormat.values()) {
      for (String name : List.of("a", "b", "c")) {
        Path file = folder.resolve("." + name + format.extension());
        try (var table = format.open(Files.newOutputStream(file), new Line())) {
          table.write(name + "\n1");
          table.write(name + 2);
        }
      }
    }

    finish(
        KV.of("scores.csv", ".a.csv"),
        KV.of("scores.csv", ".b.csv"),
        KV.of("scores.csv", ".c.csv"),
        KV.of("scores.parquet", ".a.parquet"),
        KV.of("scores.parquet", ".b.parquet"),
        KV.of("scores.parquet", ".c.parquet"));

    assertThat(names())
        .containsExactlyInAnyOrder("scores-00000-of-00001.csv", "scores-00000-of-00001.parquet");
    String csv = Files.readString(folder.resolve("scores-00000-of-00001.csv"));
    assertThat(csv).startsWith("\"a\nname\"\n").hasSize("\"a\nname\"\n".length() + 3 * 9);
    assertThat(csv).contains("\"a\n1\"\na2\n", "\"b\n1\"\nb2\n", "\"c\n1\"\nc2\n");
    assertThat(
            ParquetRows.read(ChannelInput.parquet(path("scores-00000-of-00001.parquet"))).stream()
                .map(row -> row.get("a\nname")))
        .containsExactlyInAnyOrder("a\n1", "a2", "b\n1", "b2", "c\n1", "c2");
  }

  /** A text as a row, under a name that needs quotes. */
  private static final class Line implements RowShape<String> {
    @Override
    public List<Column> columns() {
      return List.of(Column.string("a\nname"));
    }

    @Override
    public void write(String text, Cells cells) {
      cells.string(text);
    }
  }

  @Test
  void largeFilesStayAsTheyAre() throws IOException {
    for (String name : List.of(".a", ".b")) {
      try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
        file.setLength(FinishFiles.LARGE_BYTES);
      }
    }

    finish(KV.of("scores.jsonl", ".a"), KV.of("scores.jsonl", ".b"));

    assertThat(names())
        .containsExactlyInAnyOrder("scores-00000-of-00002.jsonl", "scores-00001-of-00002.jsonl");
  }

  @Test
  void aFileThatHasVanishedFailsTheJob() {
    assertThatThrownBy(() -> finish(KV.of("scores.jsonl", ".nothing")))
        .isInstanceOf(Pipeline.PipelineExecutionException.class)
        .hasMessageContaining(".nothing");
  }

  @SafeVarargs
  private void finish(KV<String, String>... files) {
    DirectRun run = DirectRun.withParallelism(1);
    run.pipeline()
        .apply(
            Create.of(
                Stream.of(files)
                    .map(file -> KV.of(path(file.getKey()), path(file.getValue())))
                    .toList()))
        .apply(FinishFiles.create());
    run.toEnd();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
