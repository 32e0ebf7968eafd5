package io.github.beamwatch.io.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.fixtures.pipeline.DirectRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

class WriteJsonLinesTest {

  private static final KvCoder<String, String> LINES =
      KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of());

  @TempDir Path folder;

  @Test
  void aBoundedInputIsOneFilePerKind() throws IOException {
    DirectRun run = DirectRun.withParallelism(4);
    write(
        run,
        WriteJsonLines.to(folder.resolve("out").toString()),
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
      write(run, WriteJsonLines.to(folder.toString()), lines(run, "alerts", count));
      run.toEnd();
    }

    assertThat(files(folder)).containsOnlyKeys("alerts-00000-of-00001.jsonl");
    assertThat(files(folder).get("alerts-00000-of-00001.jsonl")).hasSize(3);
  }

  @Test
  void anUnboundedInputIsWrittenBatchByBatchAndNothingIsLost() throws IOException {
    TestStream.Builder<KV<String, String>> stream = TestStream.create(LINES);
    for (int batch = 0; batch < 3; batch++) {
      for (int i = 0; i < 20; i++) {
        stream = stream.addElements(KV.of("alerts", text("alerts", 20 * batch + i)));
      }
      stream = stream.addElements(KV.of("dead-letters", text("dead-letters", batch)));
      stream = stream.advanceProcessingTime(WriteJsonLines.FLUSH_INTERVAL.plus(1));
    }
    // The last ones are written when the input ends, without waiting for the interval.
    stream = stream.addElements(KV.of("alerts", text("alerts", 60)));
    DirectRun run = DirectRun.withParallelism(2);
    write(
        run,
        WriteJsonLines.to(folder.toString()),
        run.pipeline().apply(stream.advanceWatermarkToInfinity()));
    run.toEnd();

    SortedMap<String, List<String>> files = files(folder);
    assertThat(lines(files, "alerts")).containsExactlyInAnyOrderElementsOf(texts("alerts", 61));
    assertThat(lines(files, "dead-letters"))
        .containsExactlyInAnyOrderElementsOf(texts("dead-letters", 3));
    assertThat(files.keySet().stream().filter(name -> name.startsWith("alerts")))
        .as("sets of files")
        .hasSizeGreaterThan(1);
  }

  private static List<String> lines(SortedMap<String, List<String>> files, String kind) {
    return files.entrySet().stream()
        .filter(file -> file.getKey().startsWith(kind) && file.getKey().endsWith(".jsonl"))
        .flatMap(file -> file.getValue().stream())
        .toList();
  }

  @SafeVarargs
  private static void write(
      DirectRun run, WriteJsonLines write, PCollection<KV<String, String>>... kinds) {
    PCollectionList<KV<String, String>> all = PCollectionList.empty(run.pipeline());
    for (PCollection<KV<String, String>> kind : kinds) {
      all = all.and(kind);
    }
    all.apply("Write", write);
  }

  private static PCollection<KV<String, String>> lines(DirectRun run, String kind, int count) {
    return run.pipeline()
        .apply(
            "Lines of " + kind,
            Create.of(texts(kind, count).stream().map(text -> KV.of(kind, text)).toList())
                .withCoder(LINES));
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
