package io.github.beamwatch.beam.measure;

import static io.github.beamwatch.beam.measure.Readings.BASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.beam.measure.Readings.Reading;
import io.github.beamwatch.beam.parse.EventCoder;
import io.github.beamwatch.beam.parse.RawBatch;
import io.github.beamwatch.beam.parse.RawBatchCoder;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.Event;
import io.github.beamwatch.core.event.EventParser;
import io.github.beamwatch.core.event.EventRow;
import io.github.beamwatch.core.expression.MetricCatalog;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.fixtures.pipeline.DirectRun;
import io.github.beamwatch.fixtures.pipeline.Kept;
import java.util.List;
import java.util.SortedMap;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.windowing.AfterPane;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

/** Each kind of lateness, once for batches and once for parsed events. */
class MeasureStreamTest {

  private static final PipelineSpec SPEC = Readings.spec();
  private static final MeasureSettings SETTINGS = MeasureSettings.of(SPEC);
  private static final MetricCatalog CATALOG = MetricCatalog.of(SPEC.measure());

  @Test
  void aBatchMayHoldReadingsOfSeveralWindowsBehindAndAheadOfTheWatermark() {
    TestStream<RawBatch> stream =
        TestStream.create(RawBatchCoder.of())
            // The source has come to 10 s. Its next batch is out of order, over three windows.
            .advanceWatermarkTo(second(10))
            .addElements(batch(reading(130), reading(10), reading(70)))
            // The first window stays open until the watermark is at its end.
            .addElements(batch(reading(59)))
            .advanceWatermarkTo(second(60))
            // Now it is closed; the second one is not.
            .addElements(batch(reading(119), reading(60)))
            .advanceWatermarkToInfinity();

    Measured measured = measured(stream);

    assertThat(measured.points.values())
        .extracting(point -> (point.windowStart() - BASE) / 1000 + "s " + point.samples())
        .containsExactlyInAnyOrder("0s 2", "60s 3", "120s 1");
    assertThat(measured.counters)
        .containsEntry("events_read", 6L)
        .containsEntry("events_measured", 6L);
    assertThat(measured.dead.values()).isEmpty();
    assertThat(droppedByBeam(measured.counters)).isZero();
  }

  @Test
  void aReadingThatItsSourceMarksAsLateIsADeadLetter() {
    RawBatch late =
        new RawBatch(
            "readings",
            new byte[][] {reading(59).json(), reading(60).json()},
            new long[] {7, 8},
            // The mark: a timestamp later than the event's own time.
            new long[] {BASE + 60_000, BASE + 60_000});
    TestStream<RawBatch> stream =
        TestStream.create(RawBatchCoder.of())
            .addElements(batch(reading(0)))
            .advanceWatermarkTo(second(60))
            .addElements(TimestampedValue.of(late, second(60)))
            .advanceWatermarkToInfinity();

    Measured measured = measured(stream);

    assertThat(measured.points.values())
        .extracting(point -> (point.windowStart() - BASE) / 1000 + "s " + point.samples())
        .containsExactlyInAnyOrder("0s 1", "60s 1");
    assertThat(measured.dead.values())
        .extracting(letter -> letter.source() + " " + letter.reason().word())
        .containsExactly("readings/7 late");
    assertThat(measured.counters)
        .containsEntry("events_read", 3L)
        .containsEntry("events_measured", 2L)
        .containsEntry("late", 1L);
    assertThat(droppedByBeam(measured.counters)).isZero();
  }

  @Test
  void anEventForAClosedWindowIsDroppedAndCountedByBeam() {
    DirectRun run = DirectRun.withParallelism(1);
    Kept<MetricPoint> points =
        run.keep(run.pipeline().apply(withALateEvent()).apply(MeasureSeries.by(SPEC)));
    SortedMap<String, Long> counters = run.toEnd();

    assertThat(points.values()).extracting(MetricPoint::samples).containsExactly(1L);
    assertThat(droppedByBeam(counters)).isEqualTo(1);
    assertThat(counters).containsEntry("events_measured", 1L).doesNotContainKey("late");
  }

  /** A second point of the same window came out, for the late event alone. */
  @Test
  void anInputThatAllowsLatenessStillHasOnePointPerWindow() {
    DirectRun run = DirectRun.withParallelism(1);
    Kept<MetricPoint> points =
        run.keep(
            run.pipeline()
                .apply(withALateEvent())
                .apply(
                    Window.<Event>into(FixedWindows.of(Duration.standardMinutes(5)))
                        .triggering(
                            AfterWatermark.pastEndOfWindow()
                                .withEarlyFirings(AfterPane.elementCountAtLeast(1)))
                        .withAllowedLateness(Duration.standardHours(1))
                        .accumulatingFiredPanes())
                .apply(MeasureSeries.by(SPEC)));
    SortedMap<String, Long> counters = run.toEnd();

    assertThat(points.values()).extracting(MetricPoint::samples).containsExactly(1L);
    assertThat(counters).containsEntry("events_measured", 1L).containsEntry("late", 1L);
    assertThat(droppedByBeam(counters)).isZero();
  }

  private static TestStream<Event> withALateEvent() {
    return TestStream.create(EventCoder.of())
        .addElements(event(reading(10)))
        .advanceWatermarkTo(second(60))
        .addElements(event(reading(20)))
        .advanceWatermarkToInfinity();
  }

  private record Measured(
      Kept<MetricPoint> points, Kept<DeadLetter> dead, SortedMap<String, Long> counters) {}

  private static Measured measured(TestStream<RawBatch> stream) {
    DirectRun run = DirectRun.withParallelism(1);
    PCollectionTuple out = run.pipeline().apply(stream).apply(MeasureBatches.with(SETTINGS));
    Kept<DeadLetter> dead = run.keep(out.get(MeasureBatches.DEAD_LETTERS));
    Kept<MetricPoint> points =
        run.keep(out.get(MeasureBatches.PARTS).apply(CloseWindows.of(SETTINGS.plan(), CATALOG)));
    return new Measured(points, dead, run.toEnd());
  }

  private static long droppedByBeam(SortedMap<String, Long> counters) {
    return DirectRun.count(counters, "droppedDueToLateness")
        + DirectRun.count(counters, "DroppedDueToLateness");
  }

  private static Instant second(long second) {
    return Instant.ofEpochMilli(BASE + 1_000 * second);
  }

  private static Reading reading(long second) {
    return new Reading("north", "s0", "hot", BASE + 1_000 * second, 0.5);
  }

  private static TimestampedValue<RawBatch> batch(Reading... readings) {
    RawBatch batch = Readings.batches(List.of(readings), readings.length).get(0);
    return TimestampedValue.of(batch, Instant.ofEpochMilli(batch.earliestTimestampMillis()));
  }

  private static TimestampedValue<Event> event(Reading reading) {
    EventParser parser = SETTINGS.format().newParser();
    EventRow row = SETTINGS.format().newRow();
    byte[] json = reading.json();
    assertThat(parser.parse(json, 0, json.length, row)).isTrue();
    return TimestampedValue.of(row.toEvent(), Instant.ofEpochMilli(reading.timeMillis()));
  }
}
