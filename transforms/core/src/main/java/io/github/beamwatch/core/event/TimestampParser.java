package io.github.beamwatch.core.event;

import io.github.beamwatch.core.spec.TimestampSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads event times from bytes: {@code 2025-12-17T08:00:00.228Z} and, in UTC, {@code 2025-12-17
 * 08:00:00} digit by digit, every other layout through {@code java.time}. Parts of a millisecond
 * are cut off.
 */
final class TimestampParser {

  /** The answer for a time that cannot be read or lies outside the years 1 to 9999. */
  static final long UNREADABLE = EventTimeReader.UNREADABLE;

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long MIN = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
  private static final long MAX = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
  private static final int[] DAYS_BEFORE_MONTH = {
    0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365
  };

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffsetId()
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHMM", "Z")
          .optionalEnd()
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private final @Nullable DateTimeFormatter formatter;
  private final boolean iso;
  private final boolean utc;
  private final long nanosPerUnit;
  private final ZoneId zone;

  TimestampParser(TimestampSpec spec) {
    zone = ZoneId.of(spec.zone());
    utc = spec.zone().equals("UTC");
    iso = spec.format().equals("iso");
    switch (spec.format()) {
      case "iso" -> {
        formatter = ISO;
        nanosPerUnit = 0;
      }
      case "epochSeconds" -> {
        formatter = null;
        nanosPerUnit = 1_000_000_000;
      }
      case "epochMillis" -> {
        formatter = null;
        nanosPerUnit = 1_000_000;
      }
      case "epochMicros" -> {
        formatter = null;
        nanosPerUnit = 1_000;
      }
      case "epochNanos" -> {
        formatter = null;
        nanosPerUnit = 1;
      }
      default -> {
        formatter = pattern(spec.format());
        nanosPerUnit = 0;
      }
    }
  }

  /** A formatter for a pattern; a time of day that it does not name is zero. */
  static DateTimeFormatter pattern(String pattern) {
    return new DateTimeFormatterBuilder()
        .appendPattern(pattern)
        .parseDefaulting(ChronoField.ERA, 1)
        .toFormatter(Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  long parse(byte[] buffer, int from, int to) {
    if (iso) {
      long millis = usualIso(buffer, from, to, utc);
      return millis != UNREADABLE ? millis : formatted(buffer, from, to);
    }
    return formatter != null ? formatted(buffer, from, to) : epoch(buffer, from, to);
  }

  /** A time that is known already. */
  long inYears(long millis) {
    return millis >= MIN && millis <= MAX ? millis : UNREADABLE;
  }

  private long epoch(byte[] buffer, int from, int to) {
    // Nanoseconds of today do not fit into a double: whole numbers are read as such.
    if (to - from <= 19) {
      long whole = 0;
      int at = from < to && buffer[from] == '-' ? from + 1 : from;
      int first = at;
      while (at < to && buffer[at] >= '0' && buffer[at] <= '9') {
        whole = whole * 10 + (buffer[at++] - '0');
      }
      if (at == to && at > first) {
        whole = first > from ? -whole : whole;
        return nanosPerUnit >= NANOS_PER_MILLI
            ? inRange((double) whole * (nanosPerUnit / NANOS_PER_MILLI))
            : inRange(Math.floorDiv(whole, NANOS_PER_MILLI / nanosPerUnit));
      }
    }
    double rough = DecimalParser.parse(buffer, from, to) * nanosPerUnit / NANOS_PER_MILLI;
    if (to - from > 40 || !(rough >= MIN && rough <= MAX)) {
      return UNREADABLE;
    }
    BigDecimal number = new BigDecimal(new String(buffer, from, to - from, StandardCharsets.UTF_8));
    return inRange(
        number
            .multiply(BigDecimal.valueOf(nanosPerUnit))
            .divide(BigDecimal.valueOf(NANOS_PER_MILLI), 0, RoundingMode.FLOOR)
            .doubleValue());
  }

  private static long inRange(double millis) {
    return millis >= MIN && millis <= MAX ? (long) millis : UNREADABLE;
  }

  private long formatted(byte[] buffer, int from, int to) {
    if (formatter == null || to - from > 64) {
      return UNREADABLE;
    }
    String text = new String(buffer, from, to - from, StandardCharsets.UTF_8);
    try {
      TemporalAccessor parsed = formatter.parse(text);
      ZoneId own = parsed.query(TemporalQueries.zone());
      LocalDate date = parsed.query(TemporalQueries.localDate());
      if (date == null) {
        return UNREADABLE;
      }
      java.time.LocalTime time = parsed.query(TemporalQueries.localTime());
      LocalDateTime local = time == null ? date.atStartOfDay() : date.atTime(time);
      long millis = local.atZone(own == null ? zone : own).toInstant().toEpochMilli();
      return millis >= MIN && millis <= MAX ? millis : UNREADABLE;
    } catch (DateTimeException e) {
      // java.time has no other way to say that a text does not fit; this is not the usual layout.
      return UNREADABLE;
    }
  }

  /**
   * {@code yyyy-MM-ddTHH:mm:ss[.fraction][Z]}, with a blank in place of the T too, nothing else.
   *
   * @param utc whether a time without a zone is in UTC
   */
  private static long usualIso(byte[] b, int from, int to, boolean utc) {
    boolean zulu = to > from && b[to - 1] == 'Z';
    int end = zulu ? to - 1 : to;
    int length = end - from;
    if (!(zulu || utc)
        || length < 19
        || length > 29
        || b[from + 4] != '-'
        || b[from + 7] != '-'
        || (b[from + 10] != 'T' && b[from + 10] != ' ')
        || b[from + 13] != ':'
        || b[from + 16] != ':') {
      return UNREADABLE;
    }
    int year = two(b, from) * 100 + two(b, from + 2);
    int month = two(b, from + 5);
    int day = two(b, from + 8);
    int hour = two(b, from + 11);
    int minute = two(b, from + 14);
    int second = two(b, from + 17);
    // A digit that is none makes its pair hugely negative.
    if (year < 1
        || two(b, from) < 0
        || two(b, from + 2) < 0
        || month < 1
        || month > 12
        || day < 1
        || day > daysOf(year, month)
        || hour < 0
        || hour > 23
        || minute < 0
        || minute > 59
        || second < 0
        || second > 59) {
      return UNREADABLE;
    }
    int millis = 0;
    if (length > 19) {
      if (b[from + 19] != '.' || length == 20) {
        return UNREADABLE;
      }
      int unit = 100;
      for (int i = from + 20; i < end; i++) {
        int digit = b[i] - '0';
        if (digit < 0 || digit > 9) {
          return UNREADABLE;
        }
        millis += digit * unit;
        unit /= 10;
      }
    }
    long days = daysFromEpoch(year, month, day);
    return ((days * 24 + hour) * 60 + minute) * 60_000L + second * 1000L + millis;
  }

  private static int two(byte[] b, int at) {
    int tens = b[at] - '0';
    int ones = b[at + 1] - '0';
    return (tens | ones | (9 - tens) | (9 - ones)) < 0 ? -100_000 : tens * 10 + ones;
  }

  private static boolean leap(int year) {
    return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  private static int daysOf(int year, int month) {
    return month == 2 && leap(year) ? 29 : DAYS_BEFORE_MONTH[month] - DAYS_BEFORE_MONTH[month - 1];
  }

  private static long daysFromEpoch(int year, int month, int day) {
    int y = year - 1;
    long days = 365L * y + y / 4 - y / 100 + y / 400 + DAYS_BEFORE_MONTH[month - 1] + day - 1;
    if (month > 2 && leap(year)) {
      days++;
    }
    return days - 719_162;
  }
}
