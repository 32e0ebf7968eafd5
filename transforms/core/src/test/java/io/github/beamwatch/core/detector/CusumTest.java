package io.github.beamwatch.core.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CusumTest {

  @Test
  void aShiftTooSmallForOneSampleIsFoundWithinTheHour() {
    double[] values = Series.raised(Series.noise(2_000), 1_500, 1_700, 1.5);

    assertThat(Series.anomalies(EwmaZ.KIND, Map.of("threshold", 5.0), 1, values)).isEmpty();
    assertThat(Series.anomalies(Cusum.KIND, Map.of(), 1, values).get(0)).isBetween(1_503, 1_530);
  }

  @Test
  void aSingleSpikeIsNoShift() {
    double[] values = Series.noise(2_000);
    values[1_500] = 100.0;

    assertThat(Series.anomalies(Cusum.KIND, Map.of(), 1, values)).isEmpty();
  }

  @Test
  void theAlarmEndsSoonAfterTheShift() {
    double[] values = Series.raised(Series.noise(3_000), 1_500, 1_900, 2.0);
    var anomalies = Series.anomalies(Cusum.KIND, Map.of(), 1, values);

    assertThat(anomalies.get(anomalies.size() - 1)).isBetween(1_899, 1_930);
  }
}
