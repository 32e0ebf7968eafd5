package io.github.beamwatch.core.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SeasonalTest {

  @Test
  void whatIsUsualByDayIsFoundByNight() {
    double[] values = days(30);
    values[20 * 24 * 12 + 2] = 50.0;

    assertThat(Series.anomalies(Seasonal.KIND, Map.of("cycle", 24.0), 5, values))
        .containsExactly(20 * 24 * 12 + 2);
  }

  @Test
  void aGapDoesNotShiftTheSeason() {
    Detector.Memory memory = Seasonal.KIND.with(Map.of("cycle", 24.0)).begin(1);
    double[] values = days(10);
    for (int i = 0; i < values.length; i++) {
      memory.learn(Sample.of(300_000L * i, values[i]));
    }
    long noonAfterAWeek = 86_400_000L * 17 + 43_200_000L;

    assertThat(memory.score(Sample.of(noonAfterAWeek, 50.0)).score()).isLessThan(2.0);
    assertThat(memory.score(Sample.of(noonAfterAWeek, 0.0)).score()).isGreaterThan(5.0);
  }

  /** Every five minutes: 0 by night, 50 at noon, with noise of 1. */
  private static double[] days(int count) {
    double[] values = Series.noise(count * 24 * 12);
    for (int i = 0; i < values.length; i++) {
      values[i] += 50.0 * Math.max(0.0, Math.sin(2.0 * Math.PI * (i % 288 - 72) / 288.0));
    }
    return values;
  }
}
