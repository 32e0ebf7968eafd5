package io.github.beamwatch.beam;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the transforms of this process have done so far: for a progress line while a job runs, and
 * for the account of one that is stopped where the engine inside this process keeps its counters to
 * itself. Retried work counts twice, and work of other processes is not seen. The job's accounts
 * are its Beam metrics ({@link Counters}).
 */
public final class RunProgress {

  private static final LongAdder EVENTS = new LongAdder();
  private static final LongAdder WINDOWS = new LongAdder();
  private static final LongAdder ALERTS = new LongAdder();
  private static final Map<String, LongAdder> COUNTERS = new ConcurrentHashMap<>();
  private static final Map<String, Long> GAUGES = new ConcurrentHashMap<>();
  private static final Map<String, Long> SOURCES = new ConcurrentHashMap<>();
  private static final AtomicLong WATERMARK = new AtomicLong(Long.MIN_VALUE);

  private RunProgress() {}

  /** Records read. */
  public static long events() {
    return EVENTS.sum();
  }

  /** Metric points made. */
  public static long windows() {
    return WINDOWS.sum();
  }

  /** Alerts raised, firing and resolved. */
  public static long alerts() {
    return ALERTS.sum();
  }

  /**
   * End of the latest window that was measured, in epoch milliseconds; {@link Long#MIN_VALUE}
   * before the first.
   */
  public static long watermarkMillis() {
    return WATERMARK.get();
  }

  /** The counters of {@link Counters} as far as this process has moved them. */
  public static SortedMap<String, Long> counters() {
    SortedMap<String, Long> counters = new TreeMap<>();
    COUNTERS.forEach((name, count) -> counters.put(name, count.sum()));
    return counters;
  }

  /** The gauges of {@link Counters} as this process has set them. */
  public static SortedMap<String, Long> gauges() {
    SortedMap<String, Long> gauges = new TreeMap<>(GAUGES);
    SOURCES.values().stream()
        .min(Long::compare)
        .ifPresent(slowest -> gauges.put(Counters.SOURCE_WATERMARK, slowest));
    return gauges;
  }

  /**
   * Notes how far a part of the source is, in seconds since 1970; the source is as far as its
   * slowest part.
   *
   * @param part names the part, such as some partitions of a topic
   */
  public static void sourceReached(String part, long seconds) {
    SOURCES.put(part, seconds);
  }

  static void raise(String gauge, long value) {
    GAUGES.merge(gauge, value, Math::max);
  }

  static void tally(String counter, long count) {
    COUNTERS.computeIfAbsent(counter, name -> new LongAdder()).add(count);
  }

  public static void addEvents(long count) {
    EVENTS.add(count);
  }

  /** Adds so many windows, the latest of which ends then. */
  public static void addWindows(long count, long latestEndMillis) {
    WINDOWS.add(count);
    if (latestEndMillis > WATERMARK.get()) {
      WATERMARK.accumulateAndGet(latestEndMillis, Math::max);
    }
  }

  public static void addAlert() {
    ALERTS.increment();
  }
}
