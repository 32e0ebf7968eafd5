package io.github.beamwatch.core.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PredictionTest {

  @Test
  void aJumpOfARandomWalkIsFoundThoughItsLevelIsUsual() {
    double[] values = Series.noise(3_000);
    for (int i = 1; i < values.length; i++) {
      values[i] += values[i - 1];
    }
    Series.raised(values, 2_000, values.length, 8.0);

    assertThat(Series.anomalies(Prediction.KIND, Map.of(), 1, values)).containsExactly(2_000);
    assertThat(Series.anomalies(EwmaZ.KIND, Map.of(), 1, values)).doesNotContain(2_000);
  }

  @Test
  void aCurveIsForetold() {
    double[] values = Series.noise(3_000);
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.01 * values[i] + 100.0 * Math.sin(i / 20.0);
    }
    values[2_000] += 5.0;

    assertThat(Series.anomalies(Prediction.KIND, Map.of(), 1, values)).startsWith(2_000);
    assertThat(Series.anomalies(Prediction.KIND, Map.of(), 1, values).size()).isLessThan(6);
  }

  @Test
  void coefficientsAreLearned() {
    LeastSquares model = new LeastSquares(2, 0.999);
    double[] noise = Series.noise(1_000);
    for (int i = 0; i + 1 < noise.length; i++) {
      model.learn(new double[] {noise[i], noise[i + 1]}, 3.0 * noise[i] - 2.0 * noise[i + 1]);
    }

    assertThat(model.predict(new double[] {1.0, 1.0})).isBetween(0.999, 1.001);
  }
}
