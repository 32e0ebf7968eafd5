package io.github.beamwatch.core.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EwmaZTest {

  @Test
  void startsAsAPlainMean() {
    Detector.Memory memory = EwmaZ.KIND.with(Map.of("warmup", 4.0)).begin(1);
    for (double value : new double[] {1, 2, 3, 4}) {
      memory.learn(Sample.of(0, value));
    }
    Score score = memory.score(Sample.of(0, 5.0));

    assertThat(score.expected()).isEqualTo(2.5);
    assertThat(score.score()).isEqualTo(2.5 / Math.sqrt(1.25));
  }

  @Test
  void whatIsNotAllowedIsSaid() {
    assertThatThrownBy(() -> EwmaZ.KIND.with(Map.of("alpha", 2.0)))
        .hasMessage("detector ewma_z: alpha is 2.0; allowed is 1.0E-6 to 1.0");
    assertThatThrownBy(() -> EwmaZ.KIND.with(Map.of("alfa", 0.5)))
        .hasMessage("detector ewma_z has no parameter alfa; it has alpha, threshold, warmup");
  }
}
