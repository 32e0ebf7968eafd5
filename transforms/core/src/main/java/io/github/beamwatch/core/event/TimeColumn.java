package io.github.beamwatch.core.event;

import io.github.beamwatch.core.spec.TimestampSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The times of one column of one file. Their layout is that of the first time that can be read:
 * ISO-8601, also with a blank in place of the T; a number, which is epoch seconds, milliseconds,
 * microseconds or nanoseconds by its magnitude; or one of {@link #PATTERNS}. Times without a zone
 * are in UTC.
 */
public final class TimeColumn {

  /** Layouts of dates that are no ISO-8601. */
  public static final List<String> PATTERNS =
      List.of(
          "yyyy/M/d H:mm[:ss]",
          "yyyy-M-d H:mm[:ss]",
          "M/d/yyyy H:mm[:ss]",
          "d.M.yyyy H:mm[:ss]",
          "yyyy/M/d",
          "M/d/yyyy");

  private @Nullable TimestampParser parser;

  /** The time in epoch milliseconds, or {@link EventTimeReader#UNREADABLE}. */
  public long read(byte[] buffer, int from, int to) {
    TimestampParser known = parser;
    if (known != null) {
      return known.parse(buffer, from, to);
    }
    double number = DecimalParser.parse(buffer, from, to);
    if (!Double.isNaN(number)) {
      return first(epoch(Math.abs(number)), buffer, from, to);
    }
    long time = first("iso", buffer, from, to);
    for (int i = 0; i < PATTERNS.size() && time == EventTimeReader.UNREADABLE; i++) {
      time = first(PATTERNS.get(i), buffer, from, to);
    }
    return time;
  }

  private long first(String format, byte[] buffer, int from, int to) {
    TimestampParser candidate =
        new TimestampParser(
            new TimestampSpec(
                "time", format, "UTC", TimestampSpec.DEFAULT_MAX_FUTURE, null, false));
    long time = candidate.parse(buffer, from, to);
    if (time != EventTimeReader.UNREADABLE) {
      parser = candidate;
    }
    return time;
  }

  /** Epoch seconds have 11 digits until the year 5138; milliseconds before 1973 are not met. */
  private static String epoch(double magnitude) {
    if (magnitude < 1e11) {
      return "epochSeconds";
    }
    if (magnitude < 1e14) {
      return "epochMillis";
    }
    return magnitude < 1e17 ? "epochMicros" : "epochNanos";
  }
}
