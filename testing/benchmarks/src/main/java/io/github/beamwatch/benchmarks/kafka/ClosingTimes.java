package io.github.beamwatch.benchmarks.kafka;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each window could close: when every partition had been sent an event that lies as far behind
 * the window's end as events may be out of order.
 */
final class ClosingTimes {

  private static final long WINDOW_MILLIS = 60_000;

  private final long maxDisorderMillis;
  private final long[] newestMillis;

  /** By window end: how many partitions have passed it, and when the last of them did. */
  private final Map<Long, Passed> passed = new ConcurrentHashMap<>();

  private record Passed(int partitions, long nanos) {}

  ClosingTimes(int partitions, long maxDisorderMillis) {
    this.maxDisorderMillis = maxDisorderMillis;
    newestMillis = new long[partitions];
    java.util.Arrays.fill(newestMillis, EventTime.NONE);
  }

  /** An event is about to be sent. */
  void sent(int partition, long eventMillis, long nanos) {
    long before = newestMillis[partition];
    if (eventMillis <= before) {
      return;
    }
    newestMillis[partition] = eventMillis;
    long lastClosed = windowEnd(eventMillis - maxDisorderMillis);
    long firstClosed =
        before == EventTime.NONE
            ? lastClosed
            : windowEnd(before - maxDisorderMillis) + WINDOW_MILLIS;
    for (long end = firstClosed; end <= lastClosed; end += WINDOW_MILLIS) {
      passed.merge(end, new Passed(1, nanos), (a, b) -> new Passed(a.partitions() + 1, b.nanos()));
    }
  }

  /** The end of the last window that is over at this watermark. */
  private static long windowEnd(long watermarkMillis) {
    return Math.floorDiv(watermarkMillis, WINDOW_MILLIS) * WINDOW_MILLIS;
  }

  /** When the window that ends there could close; empty while some partition is still before it. */
  OptionalLong nanos(Instant windowEnd) {
    Passed found = passed.get(windowEnd.toEpochMilli());
    return found == null || found.partitions() < newestMillis.length
        ? OptionalLong.empty()
        : OptionalLong.of(found.nanos());
  }
}
