package io.github.beamwatch.beam;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** How far the work of this process has come. */
public final class RunProgress {
  private static final LongAdder EVENTS = new LongAdder();
  private static final LongAdder ALERTS = new LongAdder();
  private static final LongAdder WINDOWS = new LongAdder();
  private static final AtomicLong WATERMARK = new AtomicLong(Long.MIN_VALUE);

  private RunProgress() {}

  /** Events read so far. */
  public static long events() {
    return EVENTS.sum();
  }

  /** Alerts raised so far. */
  public static long alerts() {
    return ALERTS.sum();
  }

  /** Windows measured so far. */
  public static long windows() {
    return WINDOWS.sum();
  }

  /** The end of the last window measured; {@link Long#MIN_VALUE} before the first. */
  public static long watermarkMillis() {
    return WATERMARK.get();
  }
}
