package io.github.beamwatch.io.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-01-31T09:30:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          0                             | PT0S
          120                           | PT2M
          ' 7 '                         | PT7S
          Sat, 31 Jan 2026 09:30:05 GMT | PT5S
          Sat, 31 Jan 2026 09:29:00 GMT | PT0S
          soon                          | none
          -5                            | none
          1.5                           | none
          99999999999999999999          | none
          ''                            | none
          """)
  void seconds_and_times_are_read(String header, Duration expected) {
    assertThat(RetryAfter.read(header, NOW)).isEqualTo(expected);
  }
}
