package io.github.beamwatch.core.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeTest {

  private static final double[] VALUES = {10, 10, 10, 10, 10, 15.1, 14.9, 4.9, 10};

  @Test
  void aRelativeChangeIsAShareOfTheAverage() {
    assertThat(Series.anomalies(Change.KIND, Map.of(), 1, VALUES)).containsExactly(5, 7);
  }

  @Test
  void theNearerLimitDecides() {
    Map<String, Double> set = Map.of("absolute", 4.0);

    assertThat(Series.anomalies(Change.KIND, set, 1, VALUES)).containsExactly(5, 6, 7);
  }

  @Test
  void anAbsoluteLimitAloneKnowsAnAverageOfZero() {
    Map<String, Double> set = Map.of("absolute", 4.0, "relative", Double.POSITIVE_INFINITY);
    double[] values = {0, 0, 0, 0, 0, 3, 5};

    assertThat(Series.anomalies(Change.KIND, set, 1, values)).containsExactly(6);
    assertThatThrownBy(() -> Change.KIND.with(Map.of("relative", Double.POSITIVE_INFINITY)))
        .hasMessageContaining("it needs relative, absolute, or both");
  }
}
