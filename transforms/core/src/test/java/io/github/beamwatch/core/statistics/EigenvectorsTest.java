package io.github.beamwatch.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EigenvectorsTest {

  @Test
  void knownAnswer() {
    Eigenvectors eigen = Eigenvectors.of(new double[][] {{2, 1}, {1, 2}});
    assertThat(eigen.values()).containsExactly(new double[] {3, 1}, within(1e-12));
    double half = Math.sqrt(0.5);
    assertThat(eigen.vectors()[0]).containsExactly(new double[] {half, half}, within(1e-12));
  }

  @Test
  void vectorsAreOrthonormalAndGiveTheMatrixBack() {
    Random random = new Random(1);
    int d = 30;
    double[][] matrix = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i][j] = i == 7 || j == 7 ? 0.0 : random.nextGaussian();
        matrix[j][i] = matrix[i][j];
      }
    }
    Eigenvectors eigen = Eigenvectors.of(matrix);
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        double dot = 0.0;
        double back = 0.0;
        for (int k = 0; k < d; k++) {
          dot += eigen.vectors()[i][k] * eigen.vectors()[j][k];
          back += eigen.values()[k] * eigen.vectors()[k][i] * eigen.vectors()[k][j];
        }
        assertThat(dot).isCloseTo(i == j ? 1.0 : 0.0, within(1e-10));
        assertThat(back).isCloseTo(matrix[i][j], within(1e-10));
      }
    }
  }

  @Test
  void factorSolves() {
    Cholesky factor = Cholesky.of(new double[][] {{4}, {2, 5}, {0.4, 1, 3}});
    double[] x = {1, -2, 3};
    double[] solution = factor.solve(x);
    assertThat(4 * solution[0] + 2 * solution[1] + 0.4 * solution[2]).isCloseTo(1, within(1e-12));
    assertThat(2 * solution[0] + 5 * solution[1] + solution[2]).isCloseTo(-2, within(1e-12));
    double length = solution[0] - 2 * solution[1] + 3 * solution[2];
    assertThat(factor.squaredLength(x)).isCloseTo(length, within(1e-12));
  }
}
