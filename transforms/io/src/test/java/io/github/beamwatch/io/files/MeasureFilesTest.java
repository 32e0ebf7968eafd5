package io.github.beamwatch.io.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.beam.evaluate.EvaluateBlocks;
import io.github.beamwatch.beam.measure.MeasureBatches;
import io.github.beamwatch.beam.measure.MeasureSettings;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.core.generate.AdEventGenerator;
import io.github.beamwatch.core.generate.AdLine;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.spec.CsvSpec;
import io.github.beamwatch.core.spec.ParseSpec;
import io.github.beamwatch.core.spec.ParseSpec.Format;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.fixtures.PlainRules;
import io.github.beamwatch.fixtures.pipeline.AdSpec;
import io.github.beamwatch.fixtures.pipeline.DirectRun;
import io.github.beamwatch.fixtures.pipeline.Kept;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeasureFilesTest {

  private static final List<byte[]> LINES = lines();
  private static final PlainRules.Outcome EXPECTED = PlainRules.apply(LINES);
  private static final String HEADER = "event_time,event_type,country,ad_format,revenue\n";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1,16777216", "2,20000", "4,777"})
  void aFileIsMeasuredTheSameHoweverItIsSplit(int parallelism, long rangeBytes) throws IOException {
    Path file = Files.write(folder.resolve("events.jsonl"), joined(LINES));

    assertIsExpected(measure(AdSpec.plain(), parallelism, rangeBytes, file.toString()));
  }

  @Test
  void someFilesAndSomeCompressedOnesAreMeasuredAsOne() throws IOException {
    int third = LINES.size() / 3;
    Files.write(folder.resolve("a.jsonl"), joined(LINES.subList(0, third)));
    Files.write(folder.resolve("b.jsonl"), joined(LINES.subList(third, 2 * third)));
    Files.write(folder.resolve("c.jsonl.gz"), gzip(joined(LINES.subList(2 * third, LINES.size()))));
    Files.write(folder.resolve("empty.jsonl"), new byte[0]);
    Files.write(folder.resolve("empty.jsonl.gz"), gzip(new byte[0]));

    assertIsExpected(measure(AdSpec.plain(), 2, 5_000, folder + "/*"));
  }

  /** Its events were counted twice. */
  @Test
  void aFileThatSeveralGlobsNameIsReadOnce() throws IOException {
    String file = Files.write(folder.resolve("a.jsonl"), joined(LINES)).toString();

    assertIsExpected(measure(AdSpec.plain(), 1, 5_000, file, folder + "/*.jsonl", file));
  }

  @Test
  void manySeriesAreHandedOverWhileAFileIsRead() throws IOException {
    // More records in one range than are read between two looks.
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    int times = 1 + 20_000 / LINES.size();
    for (int i = 0; i < times; i++) {
      content.writeBytes(joined(LINES));
    }
    String file = Files.write(folder.resolve("a.jsonl"), content.toByteArray()).toString();
    PipelineSpec spec = AdSpec.plain();
    MeasureSettings settings = MeasureSettings.of(spec);
    MeasureSettings few = new MeasureSettings(settings.format(), settings.plan(), 20);

    Measured inOnePart = measure(spec, settings, 1, 1 << 30, file);
    Measured inManyParts = measure(spec, few, 1, 1 << 30, file);

    assertThat(inManyParts.points).isEqualTo(inOnePart.points);
    assertThat(inManyParts.bytes).isGreaterThan(inOnePart.bytes);
    assertThat(inManyParts.counters)
        .containsEntry("events_read", (long) times * LINES.size())
        .containsEntry("events_measured", times * EXPECTED.events());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 7, 30, 1_000})
  void everyRangeOfACsvFileKnowsTheHeader(long rangeBytes) throws IOException {
    // A mark, blank lines before the header, Windows line ends, and another order of columns.
    Path file =
        Files.writeString(
            folder.resolve("events.csv"),
            "\uFEFF\r\n\nrevenue,\"ad_format\",x,country,event_type,event_time\r\n"
                + "0.5,banner,,US,impression,2025-12-17T08:00:01Z\r\n"
                + "\r\n"
                + "0,banner,,US,click,2025-12-17T08:00:02Z\r\n"
                + "0.25,banner,US,click,2025-12-17T08:00:02Z\r\n"
                + "0.25,banner,y,US,impression,2025-12-17T08:00:03Z");

    Measured measured = measure(csv(false), 1, rangeBytes, file.toString());

    assertThat(measured.points).hasSize(1);
    assertThat(measured.points.get(0).samples()).isEqualTo(3);
    assertThat(measured.points.get(0).measures())
        .extracting(measure -> measure.value())
        .containsExactly(2.0, 1.0, 0.75);
    assertThat(measured.dead)
        .extracting(DeadLetter::detail)
        .containsExactly("the row has 5 fields; the header has 6");
    assertThat(measured.counters).containsEntry("events_read", 4L);
  }

  @Test
  void aHeaderMayBeLongerThanARecord() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("events.csv"), HEADER + "2025-12-17T08:00:00Z,click,US,b,0\n");
    ParseSpec parse = AdSpec.parse(Format.CSV, CsvSpec.DEFAULT, 40);

    Measured measured = measure(AdSpec.with(parse, AdSpec.plain()), 1, 1_000, file.toString());

    assertThat(measured.dead).isEmpty();
    assertThat(measured.points).hasSize(1);
  }

  /** A quote in it made the header swallow the rows that follow. */
  @Test
  void aQuoteInAHeaderMeansNothingBeyondItsLine() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("events.csv"),
            "event_time,event_type,country,ad_format,revenue,size in \"\n"
                + "2025-12-17T08:00:00Z,click,US,b,0,5\n");

    assertThat(measure(csv(false), 1, 1_000, file.toString()).points).hasSize(1);
  }

  @Test
  void aMultilineCsvFileIsReadInOnePiece() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("events.csv"),
            HEADER
                + "2025-12-17T08:00:00Z,click,\"U\nS\",\"a \"\"banner\"\"\n\",0\n"
                + "2025-12-17T08:00:01Z,click,\"U\nS\",\"a \"\"banner\"\"\n\",0\n"
                + "2025-12-17T08:00:01Z,click,5\" US,b,0\n"
                + "2025-12-17T08:00:01Z,click,6\" US,b,0\n");

    Measured measured = measure(csv(true), 1, 10, file.toString());

    assertThat(measured.dead).isEmpty();
    assertThat(measured.points)
        .extracting(point -> point.series().values() + " " + point.samples())
        .containsExactly("[5\" US, b] 1", "[6\" US, b] 1", "[U\nS, a \"banner\"\n] 2");
  }

  @Test
  void aFileWithoutAColumnThatTheSpecReadsIsDeadRowByRowAndTheJobGoesOn() throws IOException {
    Files.writeString(folder.resolve("a.csv"), HEADER + "2025-12-17T08:00:00Z,click,US,b,0\n");
    Files.writeString(
        folder.resolve("b.csv"),
        HEADER.replace("country", "land") + "2025-12-17T08:00:00Z,c,US,b,0\n");

    Measured measured = measure(csv(false), 1, 1_000, folder + "/*.csv");

    assertThat(measured.points).hasSize(1);
    assertThat(measured.dead)
        .extracting(letter -> letter.reason() + ": " + letter.detail())
        .containsExactly("MISSING_FIELD: there is no column 'country', which the spec reads");
  }

  @Test
  void badRecordsAreDeadWithTheirPlace() throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(LINES.get(0));
    content.write('\n');
    int utf8 = content.size();
    content.writeBytes(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}', '\n'});
    int large = content.size();
    content.writeBytes(("{\"x\":\"" + "y".repeat(3_000_000) + "\"}\n").getBytes(UTF_8));
    int negative = content.size();
    content.writeBytes("null\r\n".getBytes(UTF_8));
    Path file = Files.write(folder.resolve("bad.jsonl"), content.toByteArray());

    Measured measured = measure(AdSpec.plain(), 2, 100_000, file.toString());

    assertThat(measured.points).hasSize(1);
    assertThat(measured.dead)
        .extracting(letter -> letter.reason() + " " + letter.source())
        .containsExactlyInAnyOrder(
            "INVALID_UTF8 " + file + " byte " + utf8,
            "TOO_LARGE " + file + " byte " + large,
            "NOT_AN_OBJECT " + file + " byte " + negative);
    assertThat(measured.dead)
        .filteredOn(letter -> letter.reason() == Reason.TOO_LARGE)
        .allMatch(letter -> letter.payload().length == 1 << 20);
    assertThat(measured.counters)
        .containsEntry("events_read", 4L)
        .containsEntry("events_measured", 1L)
        .containsEntry("dead_letters", 3L);
  }

  @Test
  void aTruncatedFileFailsTheJobAndIsNamed() throws IOException {
    byte[] whole = gzip(joined(LINES));
    Path file = Files.write(folder.resolve("cut.jsonl.gz"), Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> measure(AdSpec.plain(), 1, 1_000, file.toString()))
        .isInstanceOf(Pipeline.PipelineExecutionException.class)
        .hasRootCauseInstanceOf(java.io.EOFException.class)
        .hasMessageContaining(
            file
                + " cannot be read to its end: the file ends in the middle of its compressed data");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> measure(AdSpec.plain(), 1, 1_000, folder + "/nowhere*.jsonl"))
        .rootCause()
        .isInstanceOf(java.io.FileNotFoundException.class)
        .hasMessage("no file matches " + folder + "/nowhere*.jsonl");
  }

  @Test
  void aFolderIsNoFile() {
    assertThatThrownBy(() -> measure(AdSpec.plain(), 1, 1_000, folder.toString()))
        .rootCause()
        .hasMessageContaining("is a folder; name the files in it");
  }

  private void assertIsExpected(Measured measured) {
    assertThat(measured.points)
        .extracting(
            point ->
                java.time.Instant.ofEpochMilli(point.windowStart())
                    + " "
                    + point.series().values()
                    + " "
                    + point.measures().stream().map(measure -> measure.value()).toList())
        .containsExactlyElementsOf(
            EXPECTED.windows().stream()
                .map(
                    window ->
                        window.start()
                            + " "
                            + List.of(window.series().country(), window.series().adFormat())
                            + " "
                            + List.of(
                                (double) window.impressions(),
                                (double) window.clicks(),
                                window.revenue()))
                .toList());
    assertThat(measured.dead).hasSameSizeAs(EXPECTED.deadLines());
    assertThat(measured.counters)
        .containsEntry("events_read", (long) LINES.size())
        .containsEntry("events_measured", EXPECTED.events())
        .containsEntry("dead_letters", (long) EXPECTED.deadLines().size());
  }

  private record Measured(
      List<MetricPoint> points,
      int bytes,
      List<DeadLetter> dead,
      SortedMap<String, Long> counters) {}

  private static Measured measure(
      PipelineSpec spec, int parallelism, long rangeBytes, String... globs) {
    return measure(spec, MeasureSettings.of(spec), parallelism, rangeBytes, globs);
  }

  private static Measured measure(
      PipelineSpec spec,
      MeasureSettings settings,
      int parallelism,
      long rangeBytes,
      String... globs) {
    DirectRun run = DirectRun.withParallelism(parallelism);
    PCollectionTuple out =
        run.pipeline()
            .apply(MeasureFiles.from(List.of(globs), settings).withRangeBytes(rangeBytes));
    Kept<KV<Integer, byte[]>> blocks = run.keep(out.get(MeasureFiles.BLOCKS));
    Kept<DeadLetter> dead = run.keep(out.get(MeasureBatches.DEAD_LETTERS));
    Kept<MetricPoint> points =
        run.keep(
            out.get(MeasureFiles.BLOCKS)
                .apply(EvaluateBlocks.by(spec).withPoints())
                .get(EvaluateBlocks.POINTS));
    SortedMap<String, Long> counters = run.toEnd();
    return new Measured(
        points.values().stream()
            .sorted(
                Comparator.comparing(MetricPoint::windowStart).thenComparing(MetricPoint::series))
            .toList(),
        blocks.values().stream().mapToInt(block -> block.getValue().length).sum(),
        dead.values(),
        counters);
  }

  private static PipelineSpec csv(boolean multiline) {
    CsvSpec csv = new CsvSpec(",", List.of(), multiline);
    return AdSpec.with(
        AdSpec.parse(Format.CSV, csv, ParseSpec.DEFAULT_MAX_RECORD_BYTES), AdSpec.plain());
  }

  private static List<byte[]> lines() {
    List<byte[]> lines = new ArrayList<>();
    for (AdLine line :
        AdEventGenerator.seeded(3)
            .withMinutes(5)
            .withEventsPerSecond(2)
            .withBadLinesPerThousand(30)) {
      lines.add(line.bytes());
    }
    return lines;
  }

  private static byte[] joined(List<byte[]> lines) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] line : lines) {
      content.writeBytes(line);
      content.write('\n');
    }
    return content.toByteArray();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }
}
