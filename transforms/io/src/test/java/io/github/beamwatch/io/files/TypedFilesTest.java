package io.github.beamwatch.io.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.beamwatch.beam.evaluate.EvaluateBlocks;
import io.github.beamwatch.beam.measure.MeasureBatches;
import io.github.beamwatch.beam.measure.MeasureSettings;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.generate.AdEventGenerator;
import io.github.beamwatch.core.generate.AdLine;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.spec.CsvSpec;
import io.github.beamwatch.core.spec.ParseSpec;
import io.github.beamwatch.core.spec.ParseSpec.Format;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.fixtures.pipeline.AdSpec;
import io.github.beamwatch.fixtures.pipeline.DirectRun;
import io.github.beamwatch.fixtures.pipeline.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parquet and Avro give what JSON lines of the same events give. */
class TypedFilesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  static final List<JsonNode> EVENTS = events();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {16 << 20, 5_000, 401})
  void parquetIsMeasuredAsJsonHoweverItIsSplit(long rangeBytes) throws IOException {
    Path file = folder.resolve("events.snappy.parquet");
    TypedFileWriters.parquet(file, EVENTS, 4_000);

    Measured measured = measure(AdSpec.plain(), rangeBytes, file);

    assertThat(measured.points).isEqualTo(ofJson().points).isNotEmpty();
    assertThat(measured.counters).containsEntry("events_read", (long) EVENTS.size());
    assertThat(measured.dead).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {16 << 20, 5_000, 401})
  void avroIsMeasuredAsJsonHoweverItIsSplit(long rangeBytes) throws IOException {
    Path file = folder.resolve("events.avro");
    TypedFileWriters.avro(file, EVENTS, 2_000);

    Measured measured = measure(AdSpec.plain(), rangeBytes, file);

    assertThat(measured.points).isEqualTo(ofJson().points).isNotEmpty();
    assertThat(measured.counters).containsEntry("events_read", (long) EVENTS.size());
  }

  @Test
  void theSpecNamesTheFormatWhereTheEndingDoesNot() throws IOException {
    Path parquet = folder.resolve("part-0");
    Path avro = folder.resolve("part-1");
    TypedFileWriters.parquet(parquet, EVENTS, 1 << 20);
    TypedFileWriters.avro(avro, EVENTS, 16_000);

    assertThat(measure(of(Format.PARQUET), 1 << 20, parquet).points).isEqualTo(ofJson().points);
    assertThat(measure(of(Format.AVRO), 1 << 20, avro).points).isEqualTo(ofJson().points);
  }

  @Test
  void badValuesBecomeDeadLettersWithFileAndRow() throws IOException {
    List<JsonNode> events = new ArrayList<>(EVENTS.subList(0, 20));
    events.set(3, changed(events.get(3), "country", null));
    events.set(7, changed(events.get(7), "revenue", -1.0));
    events.set(11, changed(events.get(11), "event_time", null));
    Path parquet = folder.resolve("bad.parquet");
    Path avro = folder.resolve("bad.avro");
    TypedFileWriters.parquet(parquet, events, 1 << 20);
    TypedFileWriters.avro(avro, events, 1 << 20);

    assertThat(dead(measure(AdSpec.plain(), 1 << 20, parquet)))
        .containsExactly(
            "missing_field row 12: field 'event_time' is absent or empty, and the spec reads it",
            "missing_field row 4: field 'country' is absent or empty, and the spec reads it",
            "out_of_range row 8: field 'revenue' is '-1.0'; allowed is 0.0 and above");
    Measured ofAvro = measure(AdSpec.plain(), 1 << 20, avro);
    assertThat(dead(ofAvro))
        .allMatch(letter -> letter.contains(" block "))
        .anyMatch(letter -> letter.contains("row 4: field 'country'"))
        .hasSize(3);
    JsonNode payload =
        JSON.readTree(
            ofAvro.dead.stream()
                .filter(letter -> letter.detail().contains("revenue"))
                .findFirst()
                .orElseThrow()
                .payload());
    assertThat(payload.get("revenue").asDouble()).isEqualTo(-1.0);
    assertThat(payload.get("event_time").asText()).isEqualTo(time(events.get(7)));
  }

  @Test
  void aFileWithoutAColumnSaysSoInEveryRow() throws IOException {
    Path file = folder.resolve("other.parquet");
    TypedFileWriters.parquet(file, EVENTS.subList(0, 5), 1 << 20);
    PipelineSpec spec =
        AdSpec.with(
            new ParseSpec(
                Format.JSON,
                new io.github.beamwatch.core.spec.TimestampSpec(
                    "no_such_time", null, null, null, null, null),
                null,
                null,
                null),
            AdSpec.plain());

    assertThat(dead(measure(spec, 1 << 20, file)))
        .hasSize(5)
        .allMatch(
            letter ->
                letter.endsWith("field 'no_such_time' is absent or empty, and the spec reads it"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "avro"})
  void aTruncatedFileSaysSoInOneSentence(String format) throws IOException {
    Path file = folder.resolve("cut." + format);
    if (format.equals("avro")) {
      TypedFileWriters.avro(file, EVENTS, 2_000);
    } else {
      TypedFileWriters.parquet(file, EVENTS, 4_000);
    }
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length * 2 / 3));

    assertThatThrownBy(() -> measure(AdSpec.plain(), 1 << 20, file))
        .isInstanceOf(Pipeline.PipelineExecutionException.class)
        .cause()
        .hasMessageStartingWith(file + " cannot be read to its end: it is truncated")
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text.parquet", "text.avro", "empty.parquet", "empty.avro"})
  void whatIsSomethingElseSaysSoInOneSentence(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, name.startsWith("text") ? "{\"event_type\":\"click\"}\n" : " ");

    assertThatThrownBy(() -> measure(AdSpec.plain(), 1 << 20, file))
        .cause()
        .hasMessageStartingWith(file + " cannot be read to its end: ");
  }

  private Measured ofJson() throws IOException {
    Path file = folder.resolve("same.jsonl");
    Files.writeString(
        file, EVENTS.stream().map(JsonNode::toString).collect(Collectors.joining("\n")), UTF_8);
    return measure(AdSpec.plain(), 1 << 20, file);
  }

  private static PipelineSpec of(Format format) {
    return AdSpec.with(
        AdSpec.parse(format, CsvSpec.DEFAULT, ParseSpec.DEFAULT_MAX_RECORD_BYTES), AdSpec.plain());
  }

  private static List<String> dead(Measured measured) {
    return measured.dead.stream()
        .map(
            letter ->
                letter.reason().word()
                    + letter.source().substring(letter.source().indexOf(' '))
                    + ": "
                    + letter.detail())
        .sorted()
        .toList();
  }

  private static String time(JsonNode event) {
    return java.time.Instant.parse(event.get("event_time").asText()).toString();
  }

  private static JsonNode changed(JsonNode event, String field, Double value) {
    ObjectNode changed = event.deepCopy();
    if (value == null) {
      changed.remove(field);
    } else {
      changed.put(field, value);
    }
    return changed;
  }

  private record Measured(
      List<MetricPoint> points, List<DeadLetter> dead, SortedMap<String, Long> counters) {}

  private static Measured measure(PipelineSpec spec, long rangeBytes, Path file) {
    DirectRun run = DirectRun.withParallelism(2);
    PCollectionTuple out =
        run.pipeline()
            .apply(
                MeasureFiles.from(List.of(file.toString()), MeasureSettings.of(spec))
                    .withRangeBytes(rangeBytes));
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
        dead.values(),
        counters);
  }

  private static List<JsonNode> events() {
    List<JsonNode> events = new ArrayList<>();
    for (AdLine line : AdEventGenerator.seeded(3).withMinutes(5).withEventsPerSecond(4)) {
      try {
        events.add(JSON.readTree(line.bytes()));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
    return events;
  }
}
