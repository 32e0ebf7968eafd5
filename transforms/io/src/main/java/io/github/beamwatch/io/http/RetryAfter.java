package io.github.beamwatch.io.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code Retry-After}: seconds, or the time when to come again. */
final class RetryAfter {

  private static final int MOST_DIGITS = 9;

  private RetryAfter() {}

  /** How long to wait from {@code now}; zero for a time that is over, null for what is neither. */
  static @Nullable Duration read(String header, Instant now) {
    String text = header.strip();
    if (!text.isEmpty()
        && text.length() <= MOST_DIGITS
        && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      Instant when = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return when.isAfter(now) ? Duration.between(now, when) : Duration.ZERO;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
