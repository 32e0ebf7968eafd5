package io.github.beamwatch.beam.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Lets so many lines of a kind through in a minute. */
final class LineLimit {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  // Kinds come from code, not from data; a mistake there must not fill the memory.
  private static final int MAX_KINDS = 1_000;

  private final int lines;
  private final LongSupplier nanos;
  private final Map<String, Minute> minutes = new HashMap<>();

  LineLimit(int lines, LongSupplier nanos) {
    this.lines = lines;
    this.nanos = nanos;
  }

  /** How many lines of the kind were left out since the last one, or −1 if this one is as well. */
  synchronized long admit(String kind) {
    if (minutes.size() >= MAX_KINDS && !minutes.containsKey(kind)) {
      minutes.clear();
    }
    Minute minute = minutes.computeIfAbsent(kind, unused -> new Minute(nanos.getAsLong()));
    if (nanos.getAsLong() - minute.began >= MINUTE) {
      minute.began = nanos.getAsLong();
      minute.written = 0;
    }
    if (minute.written >= lines) {
      minute.leftOut++;
      return -1;
    }
    minute.written++;
    long leftOut = minute.leftOut;
    minute.leftOut = 0;
    return leftOut;
  }

  private static final class Minute {
    private long began;
    private int written;
    private long leftOut;

    Minute(long began) {
      this.began = began;
    }
  }
}
