package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The event time of a record. */
public record TimestampSpec(
    @JsonProperty(required = true) @JsonPropertyDescription("The field that holds the event time.")
        String field,
    @JsonPropertyDescription(
            "iso (ISO-8601), epochSeconds, epochMillis, epochMicros, epochNanos, or a pattern such"
                + " as yyyy-MM-dd HH:mm:ss. Default iso.")
        String format,
    @JsonPropertyDescription("The zone of a time without one. Default UTC.") String zone,
    @JsonPropertyDescription(
            "An event further ahead of the clock than this is a dead letter with reason future, so"
                + " that one wrong clock cannot close the windows of all others. Default 1d.")
        Duration maxFuture,
    @JsonPropertyDescription(
            "An event before this time, such as 2000-01-01 or 2000-01-01T00:00:00Z, is a dead letter"
                + " with reason out_of_range: a clock that was never set says 1970. Unset: any time.")
        @Nullable String notBefore,
    @JsonPropertyDescription(
            "Only from files and without a window: an event without this field is taken in all the"
                + " same, at 1970-01-01T00:00:00Z. Default false.")
        Boolean optional)
    implements Serializable {

  public static final Duration DEFAULT_MAX_FUTURE = Duration.ofDays(1);

  /** The formats that have a name; any other is a pattern of {@code DateTimeFormatter}. */
  public static final List<String> NAMED_FORMATS =
      List.of("iso", "epochSeconds", "epochMillis", "epochMicros", "epochNanos");

  public TimestampSpec {
    format = format == null ? "iso" : format;
    zone = zone == null ? "UTC" : zone;
    maxFuture = maxFuture == null ? DEFAULT_MAX_FUTURE : maxFuture;
    optional = optional == null ? Boolean.FALSE : optional;
  }

  /** The first event time that is taken, in milliseconds of the epoch; where any is, the least. */
  public long earliest() {
    return notBefore == null ? Long.MIN_VALUE : time(notBefore);
  }

  /**
   * A day, which is its beginning, or a time with its zone.
   *
   * @throws DateTimeParseException where it is neither
   */
  public static long time(String text) {
    return text.indexOf('T') < 0
        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli()
        : Instant.parse(text).toEpochMilli();
  }
}
