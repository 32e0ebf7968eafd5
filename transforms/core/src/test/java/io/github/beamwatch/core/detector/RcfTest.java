package io.github.beamwatch.core.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RcfTest {

  @Test
  void aSpikeIsFoundInOneChannel() {
    double[] values = Series.noise(1_000);
    values[800] = 12.0;

    assertThat(Series.anomalies(Rcf.KIND, Map.of(), 1, values)).containsExactly(800);
  }

  @Test
  void channelsThatPartAreFoundThoughEachIsUsual() {
    Detector.Memory memory = Rcf.KIND.with(Map.of("shingle", 1.0)).begin(2);
    double[] values = Series.noise(2_000);
    for (int i = 0; i < values.length; i++) {
      double other = values[i] + 0.05 * values[(i + 7) % values.length];
      memory.learn(new Sample(i, new double[] {values[i], other}));
    }

    double together = memory.score(new Sample(2_000, new double[] {2.0, 2.0})).score();
    double apart = memory.score(new Sample(2_000, new double[] {2.0, -2.0})).score();
    assertThat(apart).isGreaterThan(together + 0.5);
  }

  @Test
  void anotherSeedMakesAnotherForest() {
    assertThat(scoreWithSeed(1)).isEqualTo(scoreWithSeed(1)).isNotEqualTo(scoreWithSeed(2));
  }

  private static double scoreWithSeed(double seed) {
    Detector.Memory memory = Rcf.KIND.with(Map.of("seed", seed)).begin(1);
    for (double value : Series.noise(300)) {
      memory.learn(Sample.of(0, value));
    }
    return memory.score(Sample.of(0, 1.0)).score();
  }
}
