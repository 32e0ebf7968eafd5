package io.github.beamwatch.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CovarianceTest {

  @Test
  void distanceIsThatOfTheInverseMatrix() {
    Covariance covariance = new Covariance(2);
    covariance.learn(new double[] {2.0, 1.0}, 1.0);
    covariance.learn(new double[] {0.0, 1.0}, 0.5);
    // variances 2 and 1, covariance 1: the correlation is 1/√2, halved 1/√8
    double r = 1.0 / Math.sqrt(8.0);
    double[] z = {1.0, -2.0};
    double[] half = {Math.sqrt(0.5), Math.sqrt(0.5)};
    double expected = (1.0 + 4.0 + 2.0 * 2.0 * r) / (1.0 - r * r);
    assertThat(covariance.squaredDistance(z, half)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void channelsWithoutVariationAreIndependentOfOthers() {
    Covariance covariance = new Covariance(3);
    assertThat(covariance.squaredDistance(new double[] {1, 2, 3}, new double[] {0.9, 0.9, 0.9}))
        .isEqualTo(14.0);
  }

  @Test
  void collinearChannelsHaveAFinitePositiveDistance() {
    Covariance covariance = new Covariance(4);
    Random random = new Random(1);
    for (int i = 1; i <= 1000; i++) {
      double x = random.nextGaussian();
      covariance.learn(new double[] {x, -x, 3 * x, x / 7}, 1.0 / i);
    }
    double[] trust = {0.9999, 0.9999, 0.9999, 0.9999};
    assertThat(covariance.squaredDistance(new double[] {1, 1, 1, 1}, trust))
        .isFinite()
        .isPositive();
  }

  @Test
  void sumsOfSquaresHaveTheTailsOfANormalVariable() {
    Random random = new Random(3);
    for (int degrees : new int[] {1, 2, 8, 40}) {
      int above = 0;
      for (int i = 0; i < 100_000; i++) {
        double sum = 0.0;
        for (int j = 0; j < degrees; j++) {
          double x = random.nextGaussian();
          sum += x * x;
        }
        above += ChiSquare.asNormal(sum, degrees) > 1.6449 ? 1 : 0;
      }
      assertThat(above / 100_000.0).as("%d degrees", degrees).isCloseTo(0.05, within(0.004));
    }
  }

  @Test
  void medianIsWhereTheNormalOneIs() {
    assertThat(ChiSquare.asNormal(ChiSquare.median(8), 8)).isCloseTo(0.0, within(1e-12));
    assertThat(ChiSquare.median(8)).isCloseTo(7.344, within(0.01));
  }
}
