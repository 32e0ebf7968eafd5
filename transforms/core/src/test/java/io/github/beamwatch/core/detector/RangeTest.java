package io.github.beamwatch.core.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RangeTest {

  @Test
  void anExtremeIsNewsOnce() {
    double[] values = Series.noise(2_000);
    values[1_500] = 20.0;
    values[1_600] = 20.0;

    assertThat(Series.anomalies(Range.KIND, Map.of(), 1, values)).containsExactly(1_500);
  }

  @Test
  void anExtremeThatWasForgottenIsNewsAgain() {
    double[] values = Series.noise(4_000);
    values[1_500] = 20.0;
    values[3_900] = 20.0;

    assertThat(Series.anomalies(Range.KIND, Map.of("forget", 0.001), 1, values))
        .containsExactly(1_500, 3_900);
  }
}
