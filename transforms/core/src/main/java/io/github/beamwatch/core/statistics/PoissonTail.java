package io.github.beamwatch.core.statistics;

/** Tails of the Poisson distribution; counts may lie between whole numbers. */
public final class PoissonTail {
  private static final double PRECISION = 1e-16;
  private static final int MAX_TERMS = 10_000_000;

  private PoissonTail() {}

  /** ln P(X ≤ count). */
  public static double logAtMost(double count, double mean) {
    if (count < 0.0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (mean <= 0.0) {
      return 0.0;
    }
    // the series above the count is the complement: use it where the tail is most of the whole
    return count < mean ? below(count, mean) : IncompleteBeta.log1mExp(above(count + 1.0, mean));
  }

  /** ln P(X ≥ count). */
  public static double logAtLeast(double count, double mean) {
    if (count <= 0.0) {
      return 0.0;
    }
    if (mean <= 0.0) {
      return Double.NEGATIVE_INFINITY;
    }
    return count > mean
        ? above(count, mean)
        : IncompleteBeta.log1mExp(below(Math.max(0.0, count - 1.0), mean));
  }

  private static double below(double count, double mean) {
    double sum = 1.0;
    double term = 1.0;
    for (double j = count; j >= 1.0; j--) {
      term *= j / mean;
      sum += term;
      if (term < PRECISION * sum) {
        break;
      }
    }
    return Math.min(0.0, logMass(count, mean) + Math.log(sum));
  }

  private static double above(double count, double mean) {
    double sum = 1.0;
    double term = 1.0;
    for (int i = 1; i <= MAX_TERMS; i++) {
      term *= mean / (count + i);
      sum += term;
      if (term < PRECISION * sum) {
        break;
      }
    }
    return Math.min(0.0, logMass(count, mean) + Math.log(sum));
  }

  private static double logMass(double count, double mean) {
    return count * Math.log(mean) - mean - LogGamma.of(count + 1.0);
  }
}
