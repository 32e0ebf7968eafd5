package io.github.beamwatch.core.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.detector.Judgement.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sensor at 25 °C and 1013 hPa, and one row at 100 °C and 950 hPa. */
class SensorExampleTest {

  private static final int ROWS = 200;
  private static final int ODD_ROW = 120;

  @ParameterizedTest
  @ValueSource(strings = {"rolling_z", "robust_z", "iqr", "ewma_z"})
  void theOneOddRowIsFoundAndNoOther(String name) {
    assertThat(anomalies(name, 25.0, 0.5, 100.0)).containsExactly(ODD_ROW);
    assertThat(anomalies(name, 1013.0, 1.5, 950.0)).containsExactly(ODD_ROW);
  }

  private static List<Integer> anomalies(String name, double level, double noise, double odd) {
    Detector detector = Detectors.named(name).orElseThrow().with(Map.of());
    SeriesDetector.State state = SeriesDetector.of(detector).begin(1);
    Random random = new Random(1);
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      double value = row == ODD_ROW ? odd : level + noise * random.nextGaussian();
      if (state.judge(Sample.of(1_000L * row, value)).kind() == Kind.ANOMALY) {
        rows.add(row);
      }
    }
    return rows;
  }
}
