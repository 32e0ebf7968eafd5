package io.github.beamwatch.benchmarks.kafka;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.DateTimeException;
import java.time.Instant;

/** Reads the event time of a generated line. */
final class EventTime {

  /** The answer for a line without one. */
  static final long NONE = Long.MIN_VALUE;

  private static final String FIELD = "\"event_time\":\"";

  private EventTime() {}

  /** Epoch milliseconds, or {@link #NONE}. */
  static long millis(byte[] line) {
    String text = new String(line, ISO_8859_1);
    int field = text.indexOf(FIELD);
    int start = field + FIELD.length();
    int end = text.indexOf('"', start);
    if (field < 0 || end < 0) {
      return NONE;
    }
    try {
      return Instant.parse(text.substring(start, end)).toEpochMilli();
    } catch (DateTimeException e) {
      return NONE;
    }
  }
}
