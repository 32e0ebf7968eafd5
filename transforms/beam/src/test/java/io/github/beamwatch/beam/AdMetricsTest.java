package io.github.beamwatch.beam;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.beam.measure.MeasureSettings;
import io.github.beamwatch.beam.parse.RawBatch;
import io.github.beamwatch.beam.parse.RawBatchCoder;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.event.EventTimeReader;
import io.github.beamwatch.core.generate.AdEventGenerator;
import io.github.beamwatch.core.generate.AdLine;
import io.github.beamwatch.core.generate.Scenario;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.fixtures.PlainAlert;
import io.github.beamwatch.fixtures.PlainRules;
import io.github.beamwatch.fixtures.pipeline.AdSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A generated stream with bad lines and incidents, compared with the naive program. */
class AdMetricsTest {

  private static final PipelineSpec PLAIN = AdSpec.plain();
  private static final EventTimeReader TIMES = MeasureSettings.of(PLAIN).format().eventTimes();
  private static final AdEventGenerator GENERATOR =
      AdEventGenerator.seeded(11)
          .withMinutes(40)
          .withEventsPerSecond(4)
          .withDisorderSeconds(20)
          .withBadLinesPerThousand(10)
          .withSeries(6)
          .withScenarios(List.of(Scenario.ALL_AT_ONCE));
  private static final List<byte[]> LINES = lines();
  private static final PlainRules.Outcome EXPECTED = PlainRules.apply(LINES);

  @Test
  void boundedLinesGiveTheAlertsOfThePlainRules() {
    AdMetrics result = AdMetrics.of(PLAIN, Create.of(batches(LINES, 200)), 2);

    assertThat(EXPECTED.alerts()).hasSizeGreaterThan(20);
    assertThat(EXPECTED.deadLines()).isNotEmpty();
    assertIsExpected(result);
    assertThat(result.count("late")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "2,50,4", "3,10000,4"})
  void noOrderOfBoundedLinesChangesABitOrAnId(long seed, int batchSize, int parallelism) {
    AdMetrics reference = AdMetrics.of(PLAIN, Create.of(batches(LINES, 200)), 1);
    List<byte[]> shuffled = new ArrayList<>(LINES);
    Collections.shuffle(shuffled, new Random(seed));

    AdMetrics result = AdMetrics.of(PLAIN, Create.of(batches(shuffled, batchSize)), parallelism);

    assertThat(result.points()).isEqualTo(reference.points());
    assertThat(result.alerts()).isEqualTo(reference.alerts());
    assertThat(result.alerts()).extracting(Alert::alertId).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"1", "4"})
  void anUnboundedStreamOutOfOrderGivesTheSame(int parallelism) {
    AdMetrics reference = AdMetrics.of(PLAIN, Create.of(batches(LINES, 200)), 1);
    TestStream.Builder<RawBatch> stream = TestStream.create(RawBatchCoder.of());
    long newest = Long.MIN_VALUE;
    for (RawBatch batch : batches(LINES, 60)) {
      stream =
          stream.addElements(
              TimestampedValue.of(batch, Instant.ofEpochMilli(batch.earliestTimestampMillis())));
      // A source's watermark: the newest event so far, less the disorder that the spec allows.
      for (int i = 0; i < batch.size(); i++) {
        newest = Math.max(newest, batch.timestampMillis(i));
      }
      stream = stream.advanceWatermarkTo(Instant.ofEpochMilli(newest - 20_000));
    }

    AdMetrics result = AdMetrics.of(PLAIN, stream.advanceWatermarkToInfinity(), parallelism);

    assertIsExpected(result);
    assertThat(result.points()).isEqualTo(reference.points());
    assertThat(result.alerts()).isEqualTo(reference.alerts());
  }

  private static void assertIsExpected(AdMetrics result) {
    assertThat(result.alerts().stream().map(AdMetricsTest::plain).sorted().map(PlainAlert::line))
        .isEqualTo(EXPECTED.alerts().stream().map(PlainAlert::line).toList());
    assertThat(result.points()).hasSameSizeAs(EXPECTED.windows());
    assertThat(result.dead()).hasSameSizeAs(EXPECTED.deadLines());
    assertThat(result.count("events_read")).isEqualTo(LINES.size());
    assertThat(result.count("events_measured")).isEqualTo(EXPECTED.events());
    assertThat(result.count("dead_letters")).isEqualTo(EXPECTED.deadLines().size());
    assertThat(result.count("alerts_firing")).isEqualTo(EXPECTED.alerts().size());
    assertThat(result.count("windows")).isEqualTo(EXPECTED.windows().size());
  }

  private static PlainAlert plain(Alert alert) {
    return new PlainAlert(
        alert.alertTime(),
        alert.alertType(),
        new PlainRules.Series(alert.labels().get("country"), alert.labels().get("ad_format")),
        alert.metricName(),
        alert.severity().name().toLowerCase(java.util.Locale.ROOT),
        alert.currentValue(),
        alert.expectedValue(),
        alert.deviationPercent());
  }

  private static List<byte[]> lines() {
    List<byte[]> lines = new ArrayList<>();
    for (AdLine line : GENERATOR) {
      lines.add(line.bytes());
    }
    return lines;
  }

  /** Batches as a source makes them; a record that cannot be read has some early timestamp. */
  private static List<RawBatch> batches(List<byte[]> lines, int size) {
    long start = AdEventGenerator.DEFAULT_START.toEpochMilli();
    List<RawBatch> batches = new ArrayList<>();
    for (int from = 0; from < lines.size(); from += size) {
      List<byte[]> part = lines.subList(from, Math.min(lines.size(), from + size));
      batches.add(
          new RawBatch(
              "ads/0",
              part.toArray(new byte[0][]),
              LongStream.range(from, from + part.size()).toArray(),
              part.stream()
                  .mapToLong(line -> Math.max(start, TIMES.eventTimeMillis(line)))
                  .toArray()));
    }
    return batches;
  }
}
