package io.github.beamwatch.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

  @ParameterizedTest(name = "{0} is written {1}")
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1.5172, 1.52",
    "7.5, 7.5",
    "99.96, 100",
    "1787.4, 1787",
    "1234567.8, 1234568",
    "0.0004567, 0.000457",
    "0.00000012345, 1.23E-7",
    "-3.14159, -3.14",
    "5e15, 5E+15",
    "NaN, unknown",
    "Infinity, unknown",
  })
  void writesNumbers(double value, String expected) {
    assertThat(Wording.number(value)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} to {1} is written {2}")
  @CsvSource({
    "2025-12-17T08:40:00Z, 2025-12-17T08:41:00Z, 08:40–08:41 UTC",
    "2025-12-17T08:40:30Z, 2025-12-17T08:41:00Z, 08:40:30–08:41:00 UTC",
    "2025-12-17T08:40:30Z, 2025-12-17T08:40:30Z, 08:40:30 UTC",
    "2025-12-17T23:59:00Z, 2025-12-18T00:00:00Z, 2025-12-17 23:59–2025-12-18 00:00 UTC",
  })
  void writesSpans(Instant start, Instant end, String expected) {
    assertThat(Wording.span(start.toEpochMilli(), end.toEpochMilli())).isEqualTo(expected);
  }
}
