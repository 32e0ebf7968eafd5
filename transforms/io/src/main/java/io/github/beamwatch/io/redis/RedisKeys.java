package io.github.beamwatch.io.redis;

import io.github.beamwatch.io.sink.SinkRow;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Names of keys. Labels are written {@code country=UK,ad_format=banner}, sorted by name; of their
 * names and values {@code % : , =} and control characters are percent-encoded. A window is its
 * start, ISO-8601 in UTC with milliseconds.
 *
 * @param prefix what every key begins with
 */
record RedisKeys(String prefix) {

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  String of(SinkRow row) {
    return prefix
        + switch (row.kind()) {
          case METRIC -> "metrics:" + labels(row.labels()) + ":" + time(row.startMillis());
          case SCORE -> "baselines:" + encode(row.rule()) + ":" + labels(row.labels());
          case ALERT -> "alerts:" + row.id();
          case DEAD_LETTER -> throw new IllegalArgumentException("no key for a dead letter");
          case ENTITY -> throw new IllegalArgumentException("no key for a ranked entity");
        };
  }

  static String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis));
  }

  static String labels(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> encode(label.getKey()) + "=" + encode(label.getValue()))
        .collect(Collectors.joining(","));
  }

  private static String encode(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%' || c == ':' || c == ',' || c == '=' || c < ' ') {
        out.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
