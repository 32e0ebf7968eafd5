package io.github.beamwatch.core.alert;

import io.github.beamwatch.core.spec.DurationText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How numbers, labels and times are written in a sentence; the same in every locale. */
public final class Wording {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY_AND_MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Wording() {}

  /** Three digits that matter; all digits before the point; "unknown" for NaN. */
  public static String number(double value) {
    if (!Double.isFinite(value)) {
      return "unknown";
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    BigDecimal rounded =
        Math.abs(value) >= 100.0
            ? exact.setScale(0, RoundingMode.HALF_EVEN)
            : exact.round(new MathContext(3, RoundingMode.HALF_EVEN));
    if (rounded.signum() == 0) {
      return "0";
    }
    BigDecimal bare = rounded.stripTrailingZeros();
    return Math.abs(value) >= 1e-4 && Math.abs(value) < 1e12
        ? bare.toPlainString()
        : bare.toString();
  }

  /** {@code 79.7 %}; "unknown" for NaN. */
  public static String percent(double value) {
    if (!Double.isFinite(value)) {
      return "unknown";
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    return exact.setScale(1, RoundingMode.HALF_EVEN).toPlainString() + " %";
  }

  /** {@code country=US, ad_format=banner}; empty for the series without labels. */
  public static String labels(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(", "));
  }

  public static String events(long samples) {
    return samples == 1 ? "1 event" : samples + " events";
  }

  public static String windows(long occurrences) {
    return occurrences == 1 ? "1 window" : occurrences + " windows";
  }

  /**
   * {@code 08:40–08:41 UTC}, with days where it spans more than one, with seconds where it needs
   * them; {@code 08:40 UTC} for an instant.
   */
  public static String span(long startMillis, long endMillis) {
    if (startMillis == endMillis) {
      return time(startMillis);
    }
    Instant start = Instant.ofEpochMilli(startMillis);
    Instant end = Instant.ofEpochMilli(endMillis);
    DateTimeFormatter format =
        !day(start).equals(day(end))
            ? DAY_AND_MINUTE
            : startMillis % 60_000 == 0 && endMillis % 60_000 == 0 ? MINUTE : SECOND;
    return format.format(start) + "–" + format.format(end) + " UTC";
  }

  /** {@code 10m} for 600. */
  public static String seconds(double seconds) {
    return DurationText.format(Duration.ofMillis(Math.round(1000.0 * seconds)));
  }

  public static String time(long millis) {
    return (millis % 60_000 == 0 ? MINUTE : SECOND).format(Instant.ofEpochMilli(millis)) + " UTC";
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
