package io.github.beamwatch.io.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.event.EventTimeReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PartitionWatermarkTest {

  private static final long BASE = Instant.parse("2025-03-01T12:00:00Z").toEpochMilli();
  private static final long NOW = BASE + Duration.ofDays(300).toMillis();
  private static final Duration DISORDER = Duration.ofSeconds(20);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void nothingIsKnownBeforeTheFirstHundredRecords() {
    PartitionWatermark watermark = windowed();

    for (int i = 0; i < PartitionWatermark.WITNESSES - 1; i++) {
      assertThat(watermark.observe(BASE + i, NOW)).isEqualTo(BASE + i);
      assertThat(watermark.millis()).isEqualTo(PartitionWatermark.NONE);
    }
    watermark.observe(BASE + 99, NOW);

    assertThat(watermark.millis()).isEqualTo(BASE + 99 - 20_000);
  }

  @Test
  void staysBehindTheNewestByDisorderAndLateness() {
    PartitionWatermark watermark =
        watermark(
            new WatermarkRules(DISORDER, MINUTE, Duration.ofSeconds(5), DAY, null),
            PartitionWatermark.State.START);
    settle(watermark, BASE);

    watermark.observe(BASE + 90_000, NOW);
    watermark.observe(BASE + 80_000, NOW);

    assertThat(watermark.millis()).isEqualTo(BASE + 90_000 - 25_000);
  }

  @Test
  void recordBehindTheWatermarkIsOnTimeWhileItsWindowIsOpen() {
    PartitionWatermark watermark = settledAt(BASE + 79_999);

    // The watermark is 59.999 s into the window [BASE, BASE + 60 s).
    assertThat(watermark.observe(BASE + 1, NOW)).isEqualTo(BASE + 1);
  }

  @Test
  void recordOfAClosedWindowGetsTheWatermark() {
    PartitionWatermark watermark = settledAt(BASE + 80_000);

    assertThat(watermark.observe(BASE + 59_999, NOW)).isEqualTo(BASE + 60_000);
    assertThat(watermark.observe(BASE + 60_000, NOW)).isEqualTo(BASE + 60_000);
    assertThat(watermark.millis()).isEqualTo(BASE + 60_000);
  }

  @Test
  void withoutWindowsARecordBehindTheWatermarkIsLate() {
    PartitionWatermark watermark =
        watermark(
            new WatermarkRules(DISORDER, Duration.ZERO, Duration.ZERO, DAY, null),
            PartitionWatermark.State.START);
    settle(watermark, BASE + 20_000);

    assertThat(watermark.observe(BASE - 1, NOW)).isEqualTo(BASE);
    assertThat(watermark.observe(BASE, NOW)).isEqualTo(BASE);
  }

  @Test
  void unreadableRecordGetsTheWatermarkAndMovesNothing() {
    PartitionWatermark watermark = windowed();
    assertThat(watermark.observe(EventTimeReader.UNREADABLE, NOW))
        .isEqualTo(PartitionWatermark.NONE);
    settle(watermark, BASE);

    assertThat(watermark.observe(EventTimeReader.UNREADABLE, NOW)).isEqualTo(BASE - 20_000);
    assertThat(watermark.observe(Long.MIN_VALUE + 1, NOW)).isEqualTo(BASE - 20_000);
    assertThat(watermark.observe(Long.MAX_VALUE, NOW)).isEqualTo(BASE - 20_000);
    assertThat(watermark.millis()).isEqualTo(BASE - 20_000);
  }

  @Test
  void futureRecordsNeverMoveTheWatermarkHoweverMany() {
    PartitionWatermark watermark = settledAt(BASE);
    long future = NOW + DAY.toMillis() + 1;

    for (int i = 0; i < 1_000; i++) {
      assertThat(watermark.observe(future, NOW)).isEqualTo(BASE - 20_000);
    }
    watermark.drained(DAY.toMillis(), NOW);

    assertThat(watermark.millis()).isEqualTo(BASE - 20_000);
  }

  @Test
  void oneWrongClockMovesNothing() {
    PartitionWatermark watermark = settledAt(BASE);
    long wrong = BASE + Duration.ofHours(3).toMillis();

    for (int i = 0; i < 10_000; i++) {
      // One event of three is hours ahead, and is on time: nothing says that its window is closed.
      assertThat(watermark.observe(wrong + i, NOW)).isEqualTo(wrong + i);
      watermark.observe(BASE + i, NOW);
      watermark.observe(BASE + i, NOW);
    }

    assertThat(watermark.millis()).isEqualTo(BASE + 9_999 - 20_000);
  }

  @Test
  void wrongClockInTheFirstRecordMovesNothing() {
    PartitionWatermark watermark = windowed();
    watermark.observe(BASE + Duration.ofHours(3).toMillis(), NOW);

    settle(watermark, BASE);

    assertThat(watermark.millis()).isEqualTo(BASE - 20_000);
  }

  @Test
  void clockThatStartsIn1970HoldsUpOnlyForAHundredRecords() {
    PartitionWatermark watermark = windowed();
    watermark.observe(0, NOW);

    settle(watermark, BASE);
    settle(watermark, BASE);

    assertThat(watermark.millis()).isEqualTo(BASE - 20_000);
  }

  @Test
  void aHundredRecordsMoveTheWatermarkOverAGap() {
    PartitionWatermark watermark = settledAt(BASE);
    long later = BASE + Duration.ofHours(8).toMillis();

    for (int i = 0; i < PartitionWatermark.WITNESSES - 1; i++) {
      watermark.observe(later + i, NOW);
    }
    assertThat(watermark.millis()).isEqualTo(BASE - 20_000);
    watermark.observe(later + 99, NOW);

    assertThat(watermark.millis()).isEqualTo(later + 99 - 20_000);
  }

  @Test
  void aStepOfTenMinutesNeedsNobodyElse() {
    PartitionWatermark watermark = settledAt(BASE);

    watermark.observe(BASE + PartitionWatermark.GAP_MILLIS, NOW);

    assertThat(watermark.millis()).isEqualTo(BASE + PartitionWatermark.GAP_MILLIS - 20_000);
  }

  @Test
  void drainedAndSilentPartitionMovesOverAGapWithFewRecords() {
    PartitionWatermark watermark = settledAt(BASE);
    long later = BASE + Duration.ofHours(8).toMillis();
    watermark.observe(later, NOW);

    watermark.drained(PartitionWatermark.SILENCE_MILLIS - 1, NOW);
    assertThat(watermark.millis()).isEqualTo(BASE - 20_000);
    watermark.drained(PartitionWatermark.SILENCE_MILLIS, NOW);

    assertThat(watermark.millis()).isEqualTo(later - 20_000);
  }

  @Test
  void silenceDoesNotMoveTheWatermarkAheadOfTheClock() {
    PartitionWatermark watermark = settledAt(BASE);
    long now = BASE + Duration.ofMinutes(1).toMillis();
    watermark.observe(now + Duration.ofHours(3).toMillis(), now);

    watermark.drained(DAY.toMillis(), now);

    assertThat(watermark.millis()).isEqualTo(BASE - 20_000);
  }

  @Test
  void idlePartitionFollowsTheClock() {
    PartitionWatermark watermark =
        watermark(
            new WatermarkRules(DISORDER, MINUTE, Duration.ZERO, DAY, Duration.ofSeconds(3)),
            PartitionWatermark.State.START);

    watermark.drained(2_999, BASE);
    assertThat(watermark.millis()).isEqualTo(PartitionWatermark.NONE);
    watermark.drained(3_000, BASE);
    assertThat(watermark.millis()).isEqualTo(BASE - 20_000);
    watermark.drained(3_000, BASE - 60_000);

    assertThat(watermark.millis()).as("never back").isEqualTo(BASE - 20_000);
    assertThat(watermark.observe(BASE + 1_000, BASE))
        .as("an event of now needs no witnesses after an idle time")
        .isEqualTo(BASE + 1_000);
    assertThat(watermark.millis()).isEqualTo(BASE + 1_000 - 20_000);
  }

  @Test
  void withoutIdleTimeADrainedPartitionHolds() {
    PartitionWatermark watermark = settledAt(BASE);

    watermark.drained(DAY.toMillis(), NOW);

    assertThat(watermark.millis()).isEqualTo(BASE - 20_000);
  }

  /** The promise that no runner can drop a record that was on time. */
  @Property(seed = "20250301")
  void recordOnTimeHasItsWindowAheadOfEveryEarlierWatermark(@ForAll("logs") List<Long> log) {
    PartitionWatermark watermark = windowed();
    long highest = PartitionWatermark.NONE;
    for (long eventTime : log) {
      long timestamp = watermark.observe(eventTime, NOW);
      if (timestamp == eventTime) {
        assertThat(windowEnd(eventTime)).isGreaterThan(highest);
      } else {
        assertThat(timestamp).isGreaterThan(eventTime).isEqualTo(highest);
      }
      assertThat(watermark.millis()).as("monotone").isGreaterThanOrEqualTo(highest);
      highest = watermark.millis();
    }
  }

  @Property(seed = "20250301")
  void recordsWithinTheDisorderAreNeverLate(@ForAll("logs") List<Long> log) {
    // Sorted by event time plus a delay of at most the bound: what maxDisorder promises.
    List<Long> sorted = new ArrayList<>(log);
    sorted.sort(
        (a, b) ->
            Long.compare(a + Math.floorMod(a * 31, 20_000), b + Math.floorMod(b * 31, 20_000)));
    PartitionWatermark watermark = windowed();

    for (long eventTime : sorted) {
      assertThat(watermark.observe(eventTime, NOW)).isEqualTo(eventTime);
    }
  }

  @Property(seed = "20250301")
  void restartAnywhereChangesNoJudgement(
      @ForAll("logs") List<Long> log, @ForAll @IntRange(min = 1, max = 50) int every) {
    assertThat(judge(log, every)).isEqualTo(judge(log, Integer.MAX_VALUE));
  }

  @Provide
  Arbitrary<List<Long>> logs() {
    Arbitrary<Long> near = Arbitraries.longs().between(BASE, BASE + 1_800_000);
    Arbitrary<Long> steps = Arbitraries.longs().between(-90_000, 120_000);
    Arbitrary<Long> wild = Arbitraries.longs().between(0, BASE + 30L * 86_400_000);
    return Arbitraries.frequencyOf(Tuple.of(6, steps), Tuple.of(1, near), Tuple.of(1, wild))
        .list()
        .ofMinSize(1)
        .ofMaxSize(600)
        .map(PartitionWatermarkTest::walk);
  }

  /** Steps are taken from where the last step led; everything else is a time of its own. */
  private static List<Long> walk(List<Long> steps) {
    List<Long> log = new ArrayList<>(steps.size());
    long time = BASE;
    for (long step : steps) {
      if (Math.abs(step) <= 120_000) {
        time += step;
        log.add(time);
      } else {
        log.add(step);
      }
    }
    return log;
  }

  private static List<Long> judge(List<Long> log, int restartEvery) {
    PartitionWatermark watermark = windowed();
    List<Long> timestamps = new ArrayList<>();
    for (int i = 0; i < log.size(); i++) {
      if (i % restartEvery == restartEvery - 1) {
        watermark = watermark(rules(), watermark.state());
      }
      timestamps.add(watermark.observe(log.get(i), NOW));
      timestamps.add(watermark.millis());
    }
    return timestamps;
  }

  private static long windowEnd(long eventTime) {
    return Math.floorDiv(eventTime, 60_000L) * 60_000L + 60_000L;
  }

  private static PartitionWatermark settledAt(long newest) {
    PartitionWatermark watermark = windowed();
    settle(watermark, newest);
    return watermark;
  }

  private static void settle(PartitionWatermark watermark, long newest) {
    long[] records = new long[PartitionWatermark.WITNESSES];
    Arrays.fill(records, newest);
    Arrays.stream(records).forEach(record -> watermark.observe(record, NOW));
  }

  private static PartitionWatermark windowed() {
    return watermark(rules(), PartitionWatermark.State.START);
  }

  private static WatermarkRules rules() {
    return new WatermarkRules(DISORDER, MINUTE, Duration.ZERO, DAY, null);
  }

  private static PartitionWatermark watermark(
      WatermarkRules rules, PartitionWatermark.State state) {
    return new PartitionWatermark(rules, state);
  }
}
