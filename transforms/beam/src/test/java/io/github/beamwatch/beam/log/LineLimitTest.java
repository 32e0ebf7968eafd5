package io.github.beamwatch.beam.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LineLimitTest {

  private final AtomicLong clock = new AtomicLong(42);
  private final LineLimit limit = new LineLimit(2, clock::get);

  @Test
  void soManyLinesOfAKindInAMinute() {
    assertThat(limit.admit("refused")).isZero();
    assertThat(limit.admit("refused")).isZero();
    assertThat(limit.admit("refused")).isEqualTo(-1);
    assertThat(limit.admit("refused")).isEqualTo(-1);
    assertThat(limit.admit("another kind")).isZero();
  }

  @Test
  void theNextMinuteBeginsWithHowManyWereLeftOut() {
    for (int i = 0; i < 5; i++) {
      limit.admit("refused");
    }
    clock.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThat(limit.admit("refused")).isEqualTo(-1);
    clock.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(limit.admit("refused")).isEqualTo(4);
    assertThat(limit.admit("refused")).isZero();
  }
}
