package io.github.beamwatch.beam.measure;

import static io.github.beamwatch.beam.measure.Readings.BASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.beam.measure.Readings.Reading;
import io.github.beamwatch.beam.parse.ParseEvents;
import io.github.beamwatch.beam.parse.RawBatch;
import io.github.beamwatch.beam.parse.RawRecord;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.expression.MetricCatalog;
import io.github.beamwatch.core.series.MeasureValue;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.series.SeriesKey;
import io.github.beamwatch.core.series.WindowAccumulator;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.fixtures.pipeline.DirectRun;
import io.github.beamwatch.fixtures.pipeline.Kept;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Measuring in both ways: from raw batches in one step, and from parsed events. */
class MeasureTest {

  private static final PipelineSpec SPEC = Readings.spec();
  private static final MeasureSettings SETTINGS = MeasureSettings.of(SPEC);
  private static final MetricCatalog CATALOG = MetricCatalog.of(SPEC.measure());

  @Test
  void pointsAreWhatTheReadingsSay() {
    List<Reading> readings = Readings.some(1, 3_000, BASE);

    assertThat(measured(SETTINGS, Readings.batches(readings, 100), 2).points)
        .isEqualTo(expected(readings));
  }

  /** Beam's own fixed windows misplace times that lie more than a window before 1970. */
  @Test
  void windowsBefore1970HoldTheirEvents() {
    List<Reading> readings = Readings.some(2, 500, -400_000);

    assertThat(measured(SETTINGS, Readings.batches(readings, 100), 2).points)
        .isEqualTo(expected(readings));
    assertThat(measuredAsEvents(readings, 2)).isEqualTo(expected(readings));
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "2,7,4", "3,1000,4", "4,5000,1"})
  void noOrderBatchSizeOrParallelismChangesABit(long seed, int batchSize, int parallelism) {
    List<Reading> readings = Readings.some(1, 2_000, BASE);
    List<MetricPoint> points = measured(SETTINGS, Readings.batches(readings, 2_000), 1).points;
    Collections.shuffle(readings, new Random(seed));

    assertThat(measured(SETTINGS, Readings.batches(readings, batchSize), parallelism).points)
        .isEqualTo(points);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void parsedEventsGiveTheSamePointsAsBatches(int parallelism) {
    List<Reading> readings = Readings.some(5, 2_000, BASE);

    assertThat(measuredAsEvents(readings, parallelism))
        .isEqualTo(measured(SETTINGS, Readings.batches(readings, 50), parallelism).points);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 40})
  void manyGroupsAreHandedOverInTheMiddleOfABundle(int maxGroups) {
    List<Reading> readings = Readings.some(6, 1_000, BASE);
    MeasureSettings few = new MeasureSettings(SETTINGS.format(), SETTINGS.plan(), maxGroups);
    List<RawBatch> batches = Readings.batches(readings, 10);

    Measured measured = measured(few, batches, 1);

    assertThat(measured.points).isEqualTo(expected(readings));
    assertThat(measured.parts.size()).isGreaterThan(measured.points.size());
    assertThat(measuredAsEvents(readings, 1, few)).isEqualTo(expected(readings));
  }

  @Test
  void aPartHasTheLastInstantOfItsWindow() {
    List<Reading> readings = Readings.some(7, 200, BASE);

    assertThat(measured(SETTINGS, Readings.batches(readings, 10), 1).parts)
        .allSatisfy(
            part ->
                assertThat(Math.floorMod(part.getTimestamp().getMillis(), 60_000L))
                    .isEqualTo(59_999));
  }

  @Test
  void whatIsReadIsMeasuredDeadOrLate() {
    List<Reading> readings = new ArrayList<>(Readings.some(8, 100, BASE));
    List<RawBatch> batches = new ArrayList<>(Readings.batches(readings, 10));
    byte[] good = readings.get(0).json();
    long time = readings.get(0).timeMillis();
    // A good one, one that the source marks as late, and two that nobody can read.
    batches.add(
        new RawBatch(
            "more",
            new byte[][] {good, good, {'{'}, {(byte) 0xFF}},
            new long[] {5, 6, 7, 8},
            new long[] {time, time + 1, time, time}));
    readings.add(readings.get(0));

    Measured measured = measured(SETTINGS, batches, 4);

    assertThat(measured.points).isEqualTo(expected(readings));
    assertThat(measured.dead)
        .extracting(letter -> letter.source() + " " + letter.reason().word())
        .containsExactlyInAnyOrder("more/6 late", "more/7 malformed", "more/8 invalid_utf8");
    assertThat(measured.counters)
        .containsEntry("events_read", 104L)
        .containsEntry("events_measured", 101L)
        .containsEntry("dead_letters", 2L)
        .containsEntry("late", 1L)
        .containsEntry("windows", (long) measured.points.size());
  }

  private record Measured(
      List<MetricPoint> points,
      List<TimestampedValue<KV<SeriesKey, WindowAccumulator>>> parts,
      List<DeadLetter> dead,
      SortedMap<String, Long> counters) {}

  private static Measured measured(
      MeasureSettings settings, List<RawBatch> batches, int parallelism) {
    DirectRun run = DirectRun.withParallelism(parallelism);
    PCollectionTuple out =
        run.pipeline()
            .apply(
                Create.timestamped(
                    batches.stream()
                        .map(
                            batch ->
                                TimestampedValue.of(
                                    batch, Instant.ofEpochMilli(batch.earliestTimestampMillis())))
                        .toList()))
            .apply(MeasureBatches.with(settings));
    Kept<KV<SeriesKey, WindowAccumulator>> parts = run.keep(out.get(MeasureBatches.PARTS));
    Kept<DeadLetter> dead = run.keep(out.get(MeasureBatches.DEAD_LETTERS));
    Kept<MetricPoint> points =
        run.keep(out.get(MeasureBatches.PARTS).apply(CloseWindows.of(settings.plan(), CATALOG)));
    SortedMap<String, Long> counters = run.toEnd();
    return new Measured(sorted(points.values()), parts.timestamped(), dead.values(), counters);
  }

  private static List<MetricPoint> measuredAsEvents(List<Reading> readings, int parallelism) {
    return measuredAsEvents(readings, parallelism, SETTINGS);
  }

  private static List<MetricPoint> measuredAsEvents(
      List<Reading> readings, int parallelism, MeasureSettings settings) {
    DirectRun run = DirectRun.withParallelism(parallelism);
    List<RawRecord> records = readings.stream().map(reading -> reading.raw(0)).toList();
    Kept<MetricPoint> points =
        run.keep(
            run.pipeline()
                .apply(Create.of(records))
                .apply("Parse", ParseEvents.with(settings.format()))
                .get(ParseEvents.EVENTS)
                .apply("Measure", MeasureSeries.of(settings, CATALOG)));
    run.toEnd();
    return sorted(points.values());
  }

  private static List<MetricPoint> sorted(List<MetricPoint> points) {
    return points.stream()
        .sorted(Comparator.comparing(MetricPoint::series).thenComparing(MetricPoint::windowStart))
        .toList();
  }

  /** The same by other means: lists of readings and decimal arithmetic. */
  private static List<MetricPoint> expected(List<Reading> readings) {
    Map<Long, Map<SeriesKey, List<Reading>>> windows =
        readings.stream()
            .collect(
                Collectors.groupingBy(
                    reading -> Math.floorDiv(reading.timeMillis(), 60_000L) * 60_000,
                    TreeMap::new,
                    Collectors.groupingBy(
                        reading -> SeriesKey.of(reading.site(), reading.sensor()))));
    List<MetricPoint> points = new ArrayList<>();
    windows.forEach(
        (start, series) ->
            series.forEach((key, events) -> points.add(expected(key, start, events))));
    return sorted(points);
  }

  private static MetricPoint expected(SeriesKey key, long start, List<Reading> events) {
    List<Reading> hot = events.stream().filter(event -> event.kind().equals("hot")).toList();
    long all = events.size();
    double total = sum(events).doubleValue();
    double mean = hot.isEmpty() ? Double.NaN : sum(hot).doubleValue() / hot.size();
    List<MeasureValue> measures =
        List.of(
            MeasureValue.of(all, all),
            MeasureValue.of(hot.size(), hot.size()),
            MeasureValue.of(total, all),
            MeasureValue.of(mean, hot.size()),
            MeasureValue.of(events.stream().mapToDouble(Reading::value).min().orElseThrow(), all),
            MeasureValue.of(events.stream().mapToDouble(Reading::value).max().orElseThrow(), all));
    List<Double> metrics = new ArrayList<>();
    for (String metric : SPEC.measure().metrics().keySet()) {
      double per = metric.equals("share") ? (double) hot.size() / all : total / hot.size();
      metrics.add(Double.isFinite(per) ? per : Double.NaN);
    }
    return new MetricPoint(key, start, start + 60_000, all, measures, metrics);
  }

  private static BigDecimal sum(List<Reading> events) {
    return events.stream()
        .map(event -> new BigDecimal(event.value()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
