package io.github.beamwatch.core.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HoltWintersTest {

  @Test
  void aMissedPeakOfATrendingSeasonIsFound() {
    double[] values = hours(40);
    values[35 * 24 + 12] -= 40.0;

    assertThat(Series.anomalies(HoltWinters.KIND, Map.of(), 60, values))
        .containsExactly(35 * 24 + 12);
  }

  @Test
  void samplesThatTeachNothingMoveTheSeasonOn() {
    double[] values = Series.raised(hours(40), 30 * 24, 30 * 24 + 7, 500.0);

    assertThat(Series.anomalies(HoltWinters.KIND, Map.of(), 60, values))
        .containsExactly(720, 721, 722, 723, 724, 725, 726);
  }

  private static double[] hours(int days) {
    double[] values = Series.noise(days * 24);
    for (int i = 0; i < values.length; i++) {
      values[i] += 0.05 * i + (i % 24 == 12 ? 40.0 : 0.0);
    }
    return values;
  }
}
