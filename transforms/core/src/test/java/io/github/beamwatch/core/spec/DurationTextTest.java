package io.github.beamwatch.core.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "0s, PT0S",
    "30s, PT30S",
    "10m, PT10M",
    "1h30m, PT1H30M",
    "500ms, PT0.5S",
    "1d, PT24H",
    "1d2h3m4s5ms, PT26H3M4.005S",
    "90m, PT90M",
    "PT1M, PT1M",
    "P1D, PT24H",
    "P1DT12H, PT36H",
    "PT0.250S, PT0.25S",
    "36500d, PT876000H"
  })
  void what_people_write_is_read(String text, Duration duration) {
    assertThat(DurationText.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "10",
        "10 m",
        "10M",
        "m",
        "1.5h",
        "1m1h",
        "1m1m",
        "s",
        "ms",
        "P",
        "PT",
        "P1M",
        "P1Y",
        "PT0.0001S",
        "1h ",
        "1h\n",
        "ten",
        "1_000s",
        "٣s",
        "9999999999s"
      })
  void anything_else_is_refused(String text) {
    assertThatThrownBy(() -> DurationText.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("{} is not a duration; write 30s, 10m, 1h, 1d or ISO-8601 such as PT10M");
    assertThat(Pattern.compile(DurationText.PATTERN).matcher(text).matches()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5m", "-PT5M", "PT-5M", "P-1D"})
  void a_negative_one_is_told_so(String text) {
    assertThatThrownBy(() -> DurationText.parse(text)).hasMessageStartingWith("{} is negative");
  }

  @ParameterizedTest
  @ValueSource(strings = {"36500d1ms", "999999999d", "P999999999D"})
  void an_endless_one_is_told_so(String text) {
    assertThatThrownBy(() -> DurationText.parse(text))
        .hasMessageStartingWith("{} is longer than a hundred years");
  }

  @Property(seed = "1")
  void what_is_written_is_read_back(@ForAll @LongRange(min = 0, max = 3_153_600_000_000L) long ms) {
    Duration duration = Duration.ofMillis(ms);

    assertThat(DurationText.parse(DurationText.format(duration))).isEqualTo(duration);
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 0s", "PT90M, 1h30m", "PT24H, 1d", "PT0.5S, 500ms", "PT-1M, PT-1M"})
  void the_shortest_form_is_written(Duration duration, String text) {
    assertThat(DurationText.format(duration)).isEqualTo(text);
  }
}
