package io.github.beamwatch.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How fast messages go, and how soon they come back. */
class PaceTest {

  @Test
  void a_rate_is_a_number_in_a_unit() {
    assertThat(Rate.parse("1/s")).isEqualTo(new Rate(1, 1_000));
    assertThat(Rate.parse("30/m").spacingNanos()).isEqualTo(Duration.ofSeconds(2).toNanos());
    assertThat(Rate.parse("500/h")).isEqualTo(new Rate(500, 3_600_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "0/s", "1/d", "-1/s", "1 / s", "1/s/s", "9999999/s"})
  void anything_else_is_refused(String text) {
    assertThatThrownBy(() -> Rate.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("{} is not a rate; write 1/s, 30/m or 500/h");
  }

  @Test
  void messages_are_spread_evenly_and_a_pause_saves_nothing() {
    Pacer pacer = new Pacer(new Rate(1, 1_000));
    long second = 1_000_000_000L;

    assertThat(pacer.waitNanos(5)).isZero();
    pacer.sent(5);
    assertThat(pacer.waitNanos(5)).isEqualTo(second);
    assertThat(pacer.waitNanos(5 + second / 4)).isEqualTo(second - second / 4);
    assertThat(pacer.waitNanos(5 + 100 * second)).isZero();
    pacer.sent(5 + 100 * second);
    assertThat(pacer.waitNanos(5 + 100 * second)).isEqualTo(second);
  }

  @Test
  void waits_grow_to_a_bound_and_are_never_shorter_than_asked() {
    assertThat(Backoff.delay(1, Duration.ZERO, 0)).isEqualTo(Duration.ofMillis(125));
    assertThat(Backoff.delay(1, Duration.ZERO, 0.999)).isLessThan(Duration.ofMillis(250));
    assertThat(Backoff.delay(3, Duration.ZERO, 0)).isEqualTo(Duration.ofMillis(500));
    assertThat(Backoff.delay(1_000, Duration.ZERO, 0.999)).isLessThan(Duration.ofSeconds(15));
    assertThat(Backoff.delay(1, Duration.ofMinutes(2), 0.5)).isEqualTo(Duration.ofMinutes(2));
  }
}
