package io.github.beamwatch.core.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CountSignificanceTest {

  @Test
  void theScoreIsTheTailOfThePredictedCounts() {
    Detector.Memory memory = CountSignificance.KIND.with(Map.of("alpha", 1e-6)).begin(1);
    for (int i = 0; i < 1_000_000; i++) {
      memory.learn(Sample.of(i, 2.0));
    }

    // P(X ≥ 10) of a Poisson count with mean 2 is 4.65e-5.
    assertThat(memory.score(Sample.of(0, 10.0)).score()).isCloseTo(4.333, within(0.01));
    assertThat(memory.score(Sample.of(0, 2.0)).score()).isLessThan(1.0);
  }

  @Test
  void silenceIsNewsWhereCountsAreHighAlone() {
    double[] busy = new double[200];
    double[] quiet = new double[200];
    for (int i = 0; i < 199; i++) {
      busy[i] = 40 + i % 5;
      quiet[i] = i % 3;
    }

    assertThat(Series.anomalies(CountSignificance.KIND, Map.of(), 1, busy)).containsExactly(199);
    assertThat(Series.anomalies(CountSignificance.KIND, Map.of(), 1, quiet)).isEmpty();
  }
}
