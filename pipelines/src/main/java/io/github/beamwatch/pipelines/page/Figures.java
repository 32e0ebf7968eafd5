package io.github.beamwatch.pipelines.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers, times and labels as people read them. What there is not is a dash. */
public final class Figures {
  public static final String NONE = "–";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Figures() {}

  /** With a comma between thousands. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Four digits at most, unless it is a larger whole number. */
  public static String number(double number) {
    if (!Double.isFinite(number)) {
      return NONE;
    }
    if (number == Math.rint(number) && Math.abs(number) < 1e9) {
      return count((long) number);
    }
    if (Math.abs(number) >= 1000 && Math.abs(number) < 1e9) {
      return count(Math.round(number));
    }
    BigDecimal rounded = new BigDecimal(number).round(new MathContext(4)).stripTrailingZeros();
    boolean plain = Math.abs(number) >= 1e-4 && Math.abs(number) < 1e9;
    return plain ? rounded.toPlainString() : rounded.toString();
  }

  /** A share, as precision and recall are given. */
  public static String share(double share) {
    return Double.isNaN(share) ? NONE : String.format(Locale.ROOT, "%.2f", share);
  }

  /** A share as percent, with the digits that tell it from none and from all. */
  public static String percent(double share) {
    if (!Double.isFinite(share)) {
      return NONE;
    }
    double percent = 100.0 * share;
    double toEdge = Math.min(Math.abs(percent), Math.abs(100.0 - percent));
    if (toEdge > 0 && toEdge < 0.0005) {
      return percent < 50 ? "below 0.001\u00a0%" : "above 99.999\u00a0%";
    }
    int decimals = toEdge >= 9.5 ? 0 : toEdge >= 0.95 ? 1 : toEdge >= 0.095 ? 2 : 3;
    BigDecimal rounded =
        new BigDecimal(percent).setScale(decimals, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return String.format(Locale.ROOT, "%,." + Math.max(0, rounded.scale()) + "f\u00a0%%", rounded);
  }

  /** A number of alerts for each day. */
  public static String rate(double perDay) {
    return Double.isNaN(perDay)
        ? NONE
        : String.format(
            Locale.ROOT, perDay >= 100 ? "%,.0f" : perDay >= 10 ? "%.1f" : "%.2f", perDay);
  }

  /** In the unit that suits it. */
  public static String duration(double millis) {
    if (Double.isNaN(millis)) {
      return NONE;
    }
    Duration time = Duration.ofMillis(Math.round(millis));
    if (time.toSeconds() < 120) {
      return number(millis / 1000.0) + " s";
    }
    if (time.toMinutes() < 120) {
      return number(Math.round(millis / 6_000.0) / 10.0) + " min";
    }
    return time.toHours() < 48
        ? number(Math.round(millis / 360_000.0) / 10.0) + " h"
        : number(Math.round(millis / 8_640_000.0) / 10.0) + " days";
  }

  /** In UTC, to the minute where that says it all. */
  public static String time(Instant time) {
    String text = TIME.format(time);
    return text.endsWith(":00") ? text.substring(0, text.length() - 3) : text;
  }

  /** Of a series. */
  public static String labels(Map<String, String> labels) {
    return labels.isEmpty()
        ? "all events"
        : labels.entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(", "));
  }
}
