package io.github.beamwatch.core.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowDetectorsTest {

  @Test
  void rollingZIsThatOfTheLastSamples() {
    Score score = scored(RollingZ.KIND, 8.0, 99, 1, 2, 3, 4, 5);

    assertThat(score.expected()).isEqualTo(3.0);
    assertThat(score.score()).isCloseTo(5.0 / Math.sqrt(2.5), within(1e-15));
  }

  @Test
  void robustZIsByMedianAndMad() {
    assertThat(scored(RobustZ.KIND, 8.0, 99, 1, 2, 3, 4, 1e9).score())
        .isCloseTo(0.6745 * 5.0, within(1e-12));
  }

  @Test
  void robustZOfMostlyEqualSamplesTakesTheMeanDistance() {
    assertThat(scored(RobustZ.KIND, 8.0, 99, 3, 3, 3, 3, 8).score())
        .isCloseTo(5.0 / 1.2533, within(1e-12));
  }

  @Test
  void iqrIsBeyondTheQuartiles() {
    Score score = scored(Iqr.KIND, 10.0, 99, 1, 2, 3, 4, 5);

    assertThat(score).isEqualTo(new Score(3.0, 3.0, -4.0, 10.0));
  }

  private static Score scored(DetectorKind kind, double value, double... history) {
    Detector.Memory memory = kind.with(Map.of("window", 5.0)).begin(1);
    for (double sample : history) {
      memory.learn(Sample.of(0, sample));
    }
    return memory.score(Sample.of(0, value));
  }
}
