package io.github.beamwatch.core.check;

import io.github.beamwatch.core.spec.NearestName;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.TimestampSpec;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of the event time. */
final class TimestampRules {

  private static final ZonedDateTime SAMPLE =
      ZonedDateTime.of(2026, 11, 23, 14, 15, 16, 0, ZoneOffset.UTC);

  private static final Pattern QUOTED = Pattern.compile("'[^']*'");
  private static final Pattern TIME_OF_DAY = Pattern.compile("[aBAHhKkmNnSs]");

  private TimestampRules() {}

  static void check(String path, PipelineSpec spec, Findings findings) {
    TimestampSpec timestamp = spec.parse().timestamp();
    if (timestamp.optional()
        && (spec.source() == null
            || spec.source().files() == null
            || spec.measure() == null
            || spec.measure().window() != null)) {
      findings.add(
          path + "/optional",
          "goes with files and without measure.window only: a window, and the order of a topic, need"
              + " times");
    }
    findings.notBlank(path + "/field", "name the field of the event time", timestamp.field());
    format(path + "/format", timestamp.format(), findings);
    try {
      ZoneId.of(timestamp.zone());
    } catch (DateTimeException e) {
      findings.add(
          path + "/zone",
          "{} is not a time zone; write UTC, an offset such as +02:00 or a name such as"
              + " Europe/Berlin",
          timestamp.zone());
    }
    findings.notNegative(path + "/maxFuture", timestamp.maxFuture());
    if (time(path + "/notBefore", timestamp.notBefore(), findings) != null
        && timestamp.optional()) {
      findings.add(
          path + "/notBefore",
          "does not go with optional: an event without a time is taken as of 1970");
    }
  }

  /** A time that is written as a day or an instant; null where it is not set, or none. */
  static @Nullable Long time(String path, @Nullable String text, Findings findings) {
    if (text == null) {
      return null;
    }
    try {
      return TimestampSpec.time(text);
    } catch (DateTimeParseException e) {
      findings.add(
          path, "{} is no time; write a day such as 2018-07-25, or 2018-07-25T06:00:00Z", text);
      return null;
    }
  }

  private static void format(String path, String format, Findings findings) {
    if (TimestampSpec.NAMED_FORMATS.contains(format)) {
      return;
    }
    String wrong = wrongPattern(format);
    if (wrong != null) {
      findings.add(
          path,
          "{} "
              + wrong
              + NearestName.choice(format, TimestampSpec.NAMED_FORMATS, "allowed")
              + ", or a pattern such as yyyy-MM-dd HH:mm:ss",
          format);
    }
  }

  /** What is wrong with a date pattern; null when it can give an instant. */
  private static @Nullable String wrongPattern(String format) {
    DateTimeFormatter formatter;
    try {
      formatter =
          new DateTimeFormatterBuilder()
              .appendPattern(format)
              .parseDefaulting(ChronoField.ERA, 1)
              .toFormatter(Locale.ROOT)
              .withResolverStyle(ResolverStyle.STRICT);
    } catch (IllegalArgumentException e) {
      return "is not a timestamp format";
    }
    try {
      TemporalAccessor read = formatter.parse(formatter.format(SAMPLE));
      if (read.query(TemporalQueries.localDate()) == null) {
        return "does not hold a whole date";
      }
      boolean timeNamed = TIME_OF_DAY.matcher(QUOTED.matcher(format).replaceAll("")).find();
      return timeNamed && read.query(TemporalQueries.localTime()) == null
          ? "does not hold a whole time of day"
          : null;
    } catch (DateTimeException e) {
      return "does not hold a whole date";
    }
  }
}
