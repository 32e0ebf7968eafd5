package io.github.beamwatch.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.spec.TimestampSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampParserTest {

  private static long parse(String format, String text) {
    return parse(format, "UTC", text);
  }

  private static long parse(String format, String zone, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new TimestampParser(
            new TimestampSpec("t", format, zone, Duration.ofDays(1), null, false))
        .parse(bytes, 0, bytes.length);
  }

  @Property
  void readsWhatInstantWrites(
      @ForAll @LongRange(min = -62135596800000L, max = 253402300799999L) long millis) {
    assertThat(parse("iso", Instant.ofEpochMilli(millis).toString())).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource({
    "2025-12-17T08:00:00Z, 2025-12-17T08:00:00Z",
    "2025-12-17T08:00:00.2Z, 2025-12-17T08:00:00.200Z",
    "2025-12-17T08:00:00.123456789Z, 2025-12-17T08:00:00.123Z",
    "2025-12-17T10:00:00+02:00, 2025-12-17T08:00:00Z",
    "2025-12-17T10:00:00.5+0200, 2025-12-17T08:00:00.500Z",
    "2025-12-17T08:00:00, 2025-12-17T08:00:00Z",
    "2025-12-17 08:00:00, 2025-12-17T08:00:00Z",
    "2025-12-17T08:00, 2025-12-17T08:00:00Z",
    "2025-12-17, 2025-12-17T00:00:00Z",
    "2024-02-29T23:59:59.999Z, 2024-02-29T23:59:59.999Z",
    "2000-02-29T00:00:00Z, 2000-02-29T00:00:00Z",
  })
  void readsIsoLayouts(String text, String expected) {
    assertThat(parse("iso", text)).isEqualTo(Instant.parse(expected).toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2025-13-01T00:00:00Z",
        "2025-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2025-00-10T00:00:00Z",
        "2025-01-00T00:00:00Z",
        "2025-01-32T00:00:00Z",
        "2025-01-01T24:00:00Z",
        "2025-01-01T00:60:00Z",
        "2025-01-01T00:00:60Z",
        "2025-01-01T00:00:00.12xZ",
        "2O25-01-01T00:00:00Z",
        "2025-01-01T00:00:00Z junk",
        "12345-01-01T00:00:00Z",
        "1734422400"
      })
  void refusesWhatIsNoTime(String text) {
    assertThat(parse("iso", text)).isEqualTo(TimestampParser.UNREADABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "epochSeconds, 1734422400, 1734422400000",
    "epochSeconds, 1734422400.25, 1734422400250",
    "epochMillis, 1734422400123, 1734422400123",
    "epochMicros, 1734422400123999, 1734422400123",
    "epochNanos, 1734422400123999744, 1734422400123",
    "epochMillis, -1, -1",
  })
  void readsEpochsInTheirUnit(String format, String text, long expected) {
    assertThat(parse(format, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "1e300", "abc", ""})
  void refusesEpochsThatAreNone(String text) {
    assertThat(parse("epochMillis", text)).isEqualTo(TimestampParser.UNREADABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "yyyy-MM-dd HH:mm:ss, UTC, 2025-12-17 08:00:00, 2025-12-17T08:00:00Z",
    "yyyy-MM-dd HH:mm:ss, Europe/Berlin, 2025-12-17 09:00:00, 2025-12-17T08:00:00Z",
    "dd.MM.yyyy, UTC, 17.12.2025, 2025-12-17T00:00:00Z",
  })
  void readsPatterns(String pattern, String zone, String text, String expected) {
    assertThat(parse(pattern, zone, text)).isEqualTo(Instant.parse(expected).toEpochMilli());
  }
}
