package io.github.beamwatch.core.spec;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Durations as people write them: {@code 30s}, {@code 10m}, {@code 1h30m}, {@code 500ms}, {@code
 * 1d}, or ISO-8601 such as {@code PT1M}. Exact to the millisecond, never negative, at most a
 * hundred years.
 */
public final class DurationText {

  /** What is allowed, as the end of a sentence. */
  public static final String ALLOWED = "write 30s, 10m, 1h, 1d or ISO-8601 such as PT10M";

  /** The same language as a regular expression, for a JSON Schema. */
  public static final String PATTERN =
      "^(?=[0-9])([0-9]{1,9}d)?([0-9]{1,9}h)?([0-9]{1,9}m)?([0-9]{1,9}s)?([0-9]{1,9}ms)?$"
          + "|^P(?=[0-9T])([0-9]{1,9}D)?"
          + "(T(?=[0-9])([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}([.][0-9]{1,3})?S)?)?$";

  private static final Duration LONGEST = Duration.ofDays(36_500);
  private static final Pattern LANGUAGE = Pattern.compile(PATTERN);
  private static final Pattern NEGATIVE = Pattern.compile("^-.*[0-9].*|^P.*-[0-9].*");

  private DurationText() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException with a sentence in which <code>{}</code> stands for the text
   */
  public static Duration parse(String text) {
    Matcher matcher = LANGUAGE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          NEGATIVE.matcher(text).matches()
              ? "{} is negative, and a duration cannot be; " + ALLOWED
              : "{} is not a duration; " + ALLOWED);
    }
    Duration duration = text.startsWith("P") ? ofIso(text) : ofUnits(matcher);
    if (duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("{} is longer than a hundred years; " + ALLOWED);
    }
    return duration;
  }

  /** Writes a duration in the shortest way that {@link #parse} reads back. */
  public static String format(Duration duration) {
    if (duration.isNegative() || duration.toNanosPart() % 1_000_000 != 0) {
      return duration.toString();
    }
    StringBuilder out = new StringBuilder();
    append(out, duration.toDays(), "d");
    append(out, duration.toHoursPart(), "h");
    append(out, duration.toMinutesPart(), "m");
    append(out, duration.toSecondsPart(), "s");
    append(out, duration.toMillisPart(), "ms");
    return out.isEmpty() ? "0s" : out.toString();
  }

  private static void append(StringBuilder out, long amount, String unit) {
    if (amount != 0) {
      out.append(amount).append(unit);
    }
  }

  private static Duration ofUnits(Matcher matcher) {
    return Duration.ofDays(amount(matcher.group(1), "d"))
        .plusHours(amount(matcher.group(2), "h"))
        .plusMinutes(amount(matcher.group(3), "m"))
        .plusSeconds(amount(matcher.group(4), "s"))
        .plusMillis(amount(matcher.group(5), "ms"));
  }

  private static long amount(@Nullable String part, String unit) {
    return part == null ? 0 : Long.parseLong(part, 0, part.length() - unit.length(), 10);
  }

  private static Duration ofIso(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("{} is not a duration; " + ALLOWED, e);
    }
  }
}
