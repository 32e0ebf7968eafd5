package io.github.beamwatch.core.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeColumnTest {

  @ParameterizedTest
  @CsvSource({
    "2014-07-01T00:30:00Z, 2014-07-01T00:30:00Z",
    "2014-07-01 00:30:00, 2014-07-01T00:30:00Z",
    "2014-07-01 00:30:00.25, 2014-07-01T00:30:00.250Z",
    "2014-07-01T00:30:00+02:00, 2014-06-30T22:30:00Z",
    "2014-07-01 00:30, 2014-07-01T00:30:00Z",
    "2014-07-01, 2014-07-01T00:00:00Z",
    "7/1/2014 0:30, 2014-07-01T00:30:00Z",
    "2014/7/1 0:30:05, 2014-07-01T00:30:05Z",
    "13.7.2014 0:30, 2014-07-13T00:30:00Z",
    "1404174600, 2014-07-01T00:30:00Z",
    "1404174600.5, 2014-07-01T00:30:00.500Z",
    "1404174600000, 2014-07-01T00:30:00Z",
    "1404174600000000, 2014-07-01T00:30:00Z",
    "1404174600000000000, 2014-07-01T00:30:00Z",
    "0, 1970-01-01T00:00:00Z",
  })
  void readsTheUsualLayouts(String text, Instant time) {
    assertThat(read(new TimeColumn(), text)).isEqualTo(time.toEpochMilli());
  }

  @Test
  void theFirstTimeThatCanBeReadSettlesTheLayout() {
    TimeColumn times = new TimeColumn();
    assertThat(read(times, "soon")).isEqualTo(EventTimeReader.UNREADABLE);
    assertThat(read(times, "1000")).isEqualTo(1_000_000);
    assertThat(read(times, "1404174600000")).isEqualTo(EventTimeReader.UNREADABLE);
    assertThat(read(times, "2014-07-01")).isEqualTo(EventTimeReader.UNREADABLE);
    assertThat(read(times, "1001")).isEqualTo(1_001_000);
  }

  private static long read(TimeColumn times, String text) {
    byte[] bytes = ("x" + text + "y").getBytes(UTF_8);
    return times.read(bytes, 1, bytes.length - 1);
  }
}
