package io.github.beamwatch.core.statistics;

/**
 * The Cholesky factor L of a symmetric, positive definite matrix {@code A = LLᵀ}, and what it
 * answers: {@code xᵀA⁻¹x} and {@code A⁻¹x}, in d² steps each.
 */
public final class Cholesky {
  private final double[][] factor;

  private Cholesky(double[][] factor) {
    this.factor = factor;
  }

  /**
   * Factors a matrix.
   *
   * @param lower its lower triangle, the diagonal included; not kept
   */
  public static Cholesky of(double[][] lower) {
    double[][] factor = new double[lower.length][];
    for (int i = 0; i < lower.length; i++) {
      double[] row = lower[i].clone();
      for (int j = 0; j <= i; j++) {
        double[] other = j == i ? row : factor[j];
        double rest = row[j];
        for (int k = 0; k < j; k++) {
          rest -= row[k] * other[k];
        }
        row[j] = i == j ? Math.sqrt(rest) : rest / other[j];
      }
      factor[i] = row;
    }
    return new Cholesky(factor);
  }

  /** {@code xᵀA⁻¹x}. */
  public double squaredLength(double[] x) {
    double sum = 0.0;
    for (double white : whitened(x)) {
      sum += white * white;
    }
    return sum;
  }

  /** {@code A⁻¹x}. */
  public double[] solve(double[] x) {
    double[] solution = whitened(x);
    for (int i = solution.length - 1; i >= 0; i--) {
      solution[i] /= factor[i][i];
      for (int k = 0; k < i; k++) {
        solution[k] -= factor[i][k] * solution[i];
      }
    }
    return solution;
  }

  /** {@code L⁻¹x}. */
  private double[] whitened(double[] x) {
    double[] white = new double[x.length];
    for (int i = 0; i < white.length; i++) {
      double rest = x[i];
      double[] row = factor[i];
      for (int k = 0; k < i; k++) {
        rest -= row[k] * white[k];
      }
      white[i] = rest / row[i];
    }
    return white;
  }
}
