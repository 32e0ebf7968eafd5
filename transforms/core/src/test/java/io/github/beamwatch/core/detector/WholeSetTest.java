package io.github.beamwatch.core.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.beamwatch.core.statistics.ExactMoments;
import io.github.beamwatch.core.statistics.QuantileHistogram;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WholeSetTest {

  @Test
  void theOddRowOfTheSensorIsFound() {
    double[] values = new double[200];
    Random random = new Random(1);
    for (int i = 0; i < values.length; i++) {
      values[i] = i == 120 ? 100.0 : 25.0 + 0.5 * random.nextGaussian();
    }
    WholeSetZ z = WholeSetZ.of(moments(values), WholeSetZ.THRESHOLD);
    WholeSetIqr iqr = WholeSetIqr.of(quantiles(values), WholeSetIqr.THRESHOLD);

    for (int i = 0; i < values.length; i++) {
      assertThat(z.score(values[i]).score() >= WholeSetZ.THRESHOLD).isEqualTo(i == 120);
      assertThat(iqr.score(values[i]).score() >= WholeSetIqr.THRESHOLD).isEqualTo(i == 120);
    }
  }

  @Test
  void scoresByHand() {
    Score z = WholeSetZ.of(moments(1, 2, 3, 4, 5), 2.0).score(6.0);
    Score iqr = WholeSetIqr.of(quantiles(1, 2, 3, 4, 5), 2.0).score(7.0);

    assertThat(z.score()).isCloseTo(3.0 / Math.sqrt(2.5), within(1e-15));
    assertThat(z.expected()).isEqualTo(3.0);
    assertThat(iqr.score()).isEqualTo(1.5);
    assertThat(iqr.upper()).isEqualTo(8.0);
  }

  @Test
  void constantAndEmptySetsHaveAnAnswer() {
    assertThat(WholeSetZ.of(moments(0.1, 0.1, 0.1), 3.0).score(0.1).score()).isZero();
    assertThat(WholeSetIqr.of(quantiles(0.1, 0.1, 0.1), 3.0).score(0.1).score()).isZero();
    assertThat(WholeSetZ.of(moments(1.0), 3.0).score(1.0).isWarmup()).isTrue();
    assertThat(WholeSetIqr.of(quantiles(), 3.0).score(1.0).isWarmup()).isTrue();
    assertThatThrownBy(() -> moments(Double.POSITIVE_INFINITY)).hasMessageContaining("Infinity");
  }

  @Test
  void momentsDoNotDependOnParts() throws IOException {
    ExactMoments whole = new ExactMoments();
    ExactMoments[] parts = {new ExactMoments(), new ExactMoments(), new ExactMoments()};
    Random random = new Random(8);
    for (int i = 0; i < 10_000; i++) {
      double value = random.nextGaussian() * Math.pow(10, i % 20);
      whole.add(value);
      parts[i % 3].add(value);
    }
    parts[2].addAll(ExactMoments.readFrom(Bytes.in(Bytes.of(parts[0]::writeTo))));
    parts[2].addAll(parts[1]);

    assertThat(Bytes.of(parts[2]::writeTo)).isEqualTo(Bytes.of(whole::writeTo));
    assertThat(parts[2].deviation()).isEqualTo(whole.deviation());
  }

  private static ExactMoments moments(double... values) {
    ExactMoments moments = new ExactMoments();
    for (double value : values) {
      moments.add(value);
    }
    return moments;
  }

  private static QuantileHistogram quantiles(double... values) {
    QuantileHistogram quantiles = new QuantileHistogram();
    for (double value : values) {
      quantiles.add(value);
    }
    return quantiles;
  }
}
