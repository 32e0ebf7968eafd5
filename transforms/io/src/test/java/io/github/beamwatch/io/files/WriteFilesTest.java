package io.github.beamwatch.io.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.fixtures.pipeline.DirectRun;
import io.github.beamwatch.io.table.Cells;
import io.github.beamwatch.io.table.Column;
import io.github.beamwatch.io.table.ParquetRows;
import io.github.beamwatch.io.table.RowBytes;
import io.github.beamwatch.io.table.RowShape;
import io.github.beamwatch.io.table.TableFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WriteFilesTest {

  private static final KvCoder<String, byte[]> ELEMENTS =
      KvCoder.of(StringUtf8Coder.of(), ByteArrayCoder.of());

  private static final RowShape<String> SHAPE = new Named();

  @TempDir Path folder;

  @Test
  void aBoundedInputIsOneFilePerKind() throws IOException {
    DirectRun run = DirectRun.withParallelism(4);
    write(
        run,
        to(folder.resolve("out")),
        lines(run, "alerts", 200),
        // In windows of its own, as metric points are.
        lines(run, "metrics", 300).apply(Window.into(FixedWindows.of(Duration.millis(50)))),
        lines(run, "nothing", 0));
    run.toEnd();

    SortedMap<String, List<String>> files = files(folder.resolve("out"));
    assertThat(files)
        .containsOnlyKeys("alerts-00000-of-00001.jsonl", "metrics-00000-of-00001.jsonl");
    assertThat(files.get("alerts-00000-of-00001.jsonl"))
        .containsExactlyInAnyOrderElementsOf(texts("alerts", 200));
    assertThat(files.get("metrics-00000-of-00001.jsonl"))
        .containsExactlyInAnyOrderElementsOf(texts("metrics", 300));
  }

  @Test
  void aSecondRunReplacesTheFilesOfTheFirst() throws IOException {
    for (int count : List.of(100, 3)) {
      DirectRun run = DirectRun.withParallelism(2);
      write(run, to(folder), lines(run, "alerts", count));
      run.toEnd();
    }

    assertThat(files(folder)).containsOnlyKeys("alerts-00000-of-00001.jsonl");
    assertThat(files(folder).get("alerts-00000-of-00001.jsonl")).hasSize(3);
  }

  @Test
  void anUnboundedInputIsWrittenBatchByBatchAndNothingIsLost() throws IOException {
    TestStream.Builder<KV<String, byte[]>> stream = TestStream.create(ELEMENTS);
    for (int batch = 0; batch < 3; batch++) {
      for (int i = 0; i < 20; i++) {
        stream = stream.addElements(element("alerts", 20 * batch + i));
      }
      stream = stream.addElements(element("dead-letters", batch));
      stream = stream.advanceProcessingTime(WriteFiles.FLUSH_INTERVAL.plus(1));
    }
    // The last ones are written when the input ends, without waiting for the interval.
    stream = stream.addElements(element("alerts", 60));
    DirectRun run = DirectRun.withParallelism(2);
    write(run, to(folder), run.pipeline().apply(stream.advanceWatermarkToInfinity()));
    run.toEnd();

    SortedMap<String, List<String>> files = files(folder);
    assertThat(lines(files, "alerts")).containsExactlyInAnyOrderElementsOf(texts("alerts", 61));
    assertThat(lines(files, "dead-letters"))
        .containsExactlyInAnyOrderElementsOf(texts("dead-letters", 3));
    assertThat(files.keySet().stream().filter(name -> name.startsWith("alerts")))
        .as("sets of files")
        .hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @EnumSource
  void aTableIsOneFileOfABoundedInput(TableFormat format) throws IOException {
    DirectRun run = DirectRun.withParallelism(4);
    write(
        run,
        to(folder).with(FileKind.table("names", format, SHAPE.columns())),
        rows(run, format, 300),
        lines(run, "alerts", 5));
    run.toEnd();

    String name = "names-00000-of-00001" + format.extension();
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(name, "alerts-00000-of-00001.jsonl");
    assertThat(table(folder.resolve(name)))
        .containsExactlyInAnyOrderElementsOf(texts("names", 300));
  }

  @ParameterizedTest
  @EnumSource
  void anUnboundedInputIsWholeTablesThatMissNothing(TableFormat format) throws IOException {
    TestStream.Builder<KV<String, byte[]>> stream = TestStream.create(ELEMENTS);
    for (int batch = 0; batch < 3; batch++) {
      for (int i = 0; i < 20; i++) {
        stream = stream.addElements(row(format, 20 * batch + i));
      }
      stream = stream.advanceProcessingTime(WriteFiles.FLUSH_INTERVAL.plus(1));
    }
    DirectRun run = DirectRun.withParallelism(2);
    write(
        run,
        to(folder).with(FileKind.table("names", format, SHAPE.columns())),
        run.pipeline().apply(stream.advanceWatermarkToInfinity()));
    run.toEnd();

    List<Path> files;
    try (Stream<Path> paths = Files.list(folder)) {
      files = paths.filter(path -> path.toString().endsWith(format.extension())).toList();
    }
    assertThat(files.stream().flatMap(file -> table(file).stream()))
        .containsExactlyInAnyOrderElementsOf(texts("names", 60));
    assertThat(files).as("sets of files").hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {".jsonl", ".csv", ".parquet"})
  void aFolderThatCannotBeWrittenFailsTheJobAndLeavesNothing(String extension) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    DirectRun run = DirectRun.withParallelism(1);
    WriteFiles write = to(file.resolve("out"));
    for (TableFormat format : TableFormat.values()) {
      write = write.with(FileKind.table("names", format, SHAPE.columns()));
    }
    write(
        run,
        write,
        extension.equals(".jsonl")
            ? lines(run, "alerts", 5)
            : rows(run, TableFormat.valueOf(extension.substring(1).toUpperCase(ROOT)), 5));

    assertThatThrownBy(run::toEnd).hasMessageContaining(file.toString());
    assertThat(folder.toFile().list()).containsExactly("file");
  }

  private static WriteFiles to(Path folder) {
    return WriteFiles.to(folder.toString())
        .with(FileKind.lines("alerts.jsonl"))
        .with(FileKind.lines("metrics.jsonl"))
        .with(FileKind.lines("dead-letters.jsonl"));
  }

  /** A text as a row. */
  private static final class Named implements RowShape<String> {
    @Override
    public List<Column> columns() {
      return List.of(Column.string("name"));
    }

    @Override
    public void write(String name, Cells cells) {
      cells.string(name);
    }
  }

  private static KV<String, byte[]> row(TableFormat format, int number) {
    return KV.of("names" + format.extension(), RowBytes.of(SHAPE, text("names", number)));
  }

  private static PCollection<KV<String, byte[]>> rows(
      DirectRun run, TableFormat format, int count) {
    return run.pipeline()
        .apply(
            "Rows",
            Create.of(IntStream.range(0, count).mapToObj(i -> row(format, i)).toList())
                .withCoder(ELEMENTS));
  }

  private static List<String> table(Path file) {
    if (file.toString().endsWith(".parquet")) {
      return ParquetRows.read(ChannelInput.parquet(file.toString())).stream()
          .map(row -> (String) row.get("name"))
          .toList();
    }
    try {
      List<String> lines = Files.readAllLines(file);
      assertThat(lines.get(0)).isEqualTo("name");
      return lines.stream()
          .skip(1)
          .map(line -> line.substring(1, line.length() - 1).replace("\"\"", "\""))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(SortedMap<String, List<String>> files, String kind) {
    return files.entrySet().stream()
        .filter(file -> file.getKey().startsWith(kind) && file.getKey().endsWith(".jsonl"))
        .flatMap(file -> file.getValue().stream())
        .toList();
  }

  @SafeVarargs
  private static void write(
      DirectRun run, WriteFiles write, PCollection<KV<String, byte[]>>... kinds) {
    PCollectionList<KV<String, byte[]>> all = PCollectionList.empty(run.pipeline());
    for (PCollection<KV<String, byte[]>> kind : kinds) {
      all = all.and(kind);
    }
    all.apply("Write", write);
  }

  private static PCollection<KV<String, byte[]>> lines(DirectRun run, String kind, int count) {
    return run.pipeline()
        .apply(
            "Lines of " + kind,
            Create.of(IntStream.range(0, count).mapToObj(i -> element(kind, i)).toList())
                .withCoder(ELEMENTS));
  }

  private static KV<String, byte[]> element(String kind, int number) {
    return KV.of(kind + ".jsonl", text(kind, number).getBytes(UTF_8));
  }

  private static List<String> texts(String kind, int count) {
    return IntStream.range(0, count).mapToObj(i -> text(kind, i)).toList();
  }

  private static String text(String kind, int number) {
    return "{\"%s\":%d,\"label\":\"Zürich 日本 😀\"}".formatted(kind, number);
  }

  /** Every file that is left, hidden ones too, by name. */
  private static SortedMap<String, List<String>> files(Path folder) throws IOException {
    SortedMap<String, List<String>> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(path, UTF_8);
        assertThat(content).endsWith("\n");
        files.put(folder.relativize(path).toString(), content.lines().toList());
      }
    }
    return files;
  }
}
