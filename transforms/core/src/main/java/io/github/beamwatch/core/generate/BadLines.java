package io.github.beamwatch.core.generate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.beamwatch.core.statistics.SeededRandom;

/** Lines that no parser can make an event of, whatever the clock says. */
final class BadLines {

  private static final int DEPTH = 2_000;

  private final byte[][] lines;

  /** Bad lines that carry {@code eventTime} where they carry a good event time at all. */
  BadLines(String eventTime) {
    lines =
        new byte[][] {
          "null".getBytes(UTF_8),
          "[]".getBytes(UTF_8),
          "{".getBytes(UTF_8),
          "{\"a\":".repeat(DEPTH).getBytes(UTF_8),
          "\0\1\u00ff".getBytes(UTF_8),
          {(byte) 0xff, (byte) 0xfe, '{', '}'},
          "{\"event_id\":\"x\"}".getBytes(UTF_8),
          event("\"yesterday\"", "0.1"),
          event("null", "0.1"),
          event('"' + eventTime + '"', "\"NaN\""),
          event('"' + eventTime + '"', "NaN"),
          event('"' + eventTime + '"', "null"),
        };
  }

  private static byte[] event(String time, String revenue) {
    return ("{\"event_id\":\"x\",\"event_type\":\"impression\",\"event_time\":"
            + time
            + ",\"country\":\"US\",\"ad_format\":\"banner\",\"revenue\":"
            + revenue
            + "}")
        .getBytes(UTF_8);
  }

  /** One of the kinds. The array is the caller's. */
  byte[] any(SeededRandom random) {
    return lines[random.below(lines.length)].clone();
  }
}
