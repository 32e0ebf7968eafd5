package io.github.beamwatch.core.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ThresholdTest {

  private static final Map<String, Double> LIMITS = Map.of("above", 8000.0, "below", 1.0);

  @Test
  void aLimitItselfIsNoAnomaly() {
    double[] values = {8000.0, 8000.01, 1.0, 0.5, 9200.0};

    assertThat(Series.anomalies(Threshold.KIND, LIMITS, 1, values)).containsExactly(1, 3, 4);
  }

  @Test
  void theScoreIsOneAndHowFarBeyond() {
    Score score = Threshold.KIND.with(LIMITS).begin(1).score(Sample.of(0, 9200.0));

    assertThat(score).isEqualTo(new Score(1201.0, 8000.0, 1.0, 8000.0));
  }

  @Test
  void limitsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> Threshold.KIND.with(Map.of()))
        .hasMessage("detector threshold: no limit is set; it needs above, below, or both");
    assertThatThrownBy(() -> Threshold.KIND.with(Map.of("above", 1.0, "below", 2.0)))
        .hasMessageContaining("below must not exceed above");
  }
}
