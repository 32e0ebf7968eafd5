package io.github.beamwatch.core.check;

import io.github.beamwatch.core.spec.CsvSpec;
import io.github.beamwatch.core.spec.FieldSpec;
import io.github.beamwatch.core.spec.NearestName;
import io.github.beamwatch.core.spec.ParseSpec;
import io.github.beamwatch.core.spec.TimestampSpec;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks of how records become events. */
final class ParseRules {

  private static final ZonedDateTime SAMPLE =
      ZonedDateTime.of(2026, 11, 23, 14, 15, 16, 0, ZoneOffset.UTC);

  private ParseRules() {}

  static void check(String path, ParseSpec parse, Findings findings) {
    if (parse.timestamp() != null) {
      timestamp(path + "/timestamp", parse.timestamp(), findings);
    }
    for (Map.Entry<String, FieldSpec> field : parse.fields().entrySet()) {
      field(Findings.at(path + "/fields", field.getKey()), field.getValue(), findings);
    }
    csv(path + "/csv", parse, findings);
    if (parse.maxRecordBytes() < 1) {
      findings.add(
          path + "/maxRecordBytes",
          "{} is too small; it must be 1 or more",
          parse.maxRecordBytes());
    }
  }

  private static void timestamp(String path, TimestampSpec timestamp, Findings findings) {
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
      formatter = DateTimeFormatter.ofPattern(format, Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return "is not a timestamp format";
    }
    try {
      TemporalAccessor read = formatter.parse(formatter.format(SAMPLE));
      boolean whole =
          read.query(TemporalQueries.localDate()) != null
              && read.query(TemporalQueries.localTime()) != null;
      return whole ? null : "does not hold a whole date and time";
    } catch (DateTimeException e) {
      return "does not hold a whole date and time";
    }
  }

  private static void field(String path, FieldSpec field, Findings findings) {
    if (field.min() == null && field.max() == null) {
      findings.add(path, "needs min, max or both");
    } else if (field.min() != null && field.max() != null && field.min() > field.max()) {
      findings.add(path + "/min", "{} is above max, so no value fits", field.min());
    }
  }

  private static void csv(String path, ParseSpec parse, Findings findings) {
    String delimiter = parse.csv().delimiter();
    if (delimiter.length() != 1 || "\"\r\n".contains(delimiter)) {
      findings.add(
          path + "/delimiter",
          "{} cannot be the delimiter; it must be one character, and not a quote or line break",
          delimiter);
    }
    if (parse.format() == ParseSpec.Format.JSON && !parse.csv().equals(CsvSpec.DEFAULT)) {
      findings.add(path, "belongs to format: csv, and the format is json");
    }
  }
}
