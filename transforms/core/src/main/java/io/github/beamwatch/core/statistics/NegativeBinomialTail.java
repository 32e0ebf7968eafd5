package io.github.beamwatch.core.statistics;

/**
 * Tails of the negative binomial distribution by mean and shape: a Poisson count whose rate is
 * itself gamma distributed. Variance is {@code mean + mean²/shape}; an infinite shape is the
 * Poisson distribution. Counts may lie between whole numbers.
 */
public final class NegativeBinomialTail {
  private NegativeBinomialTail() {}

  /** ln P(X ≤ count). */
  public static double logAtMost(double count, double mean, double shape) {
    if (count < 0.0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (mean <= 0.0) {
      return 0.0;
    }
    if (Double.isInfinite(shape)) {
      return PoissonTail.logAtMost(count, mean);
    }
    double total = shape + mean;
    return IncompleteBeta.log(shape / total, mean / total, shape, count + 1.0);
  }

  /** ln P(X ≥ count). */
  public static double logAtLeast(double count, double mean, double shape) {
    if (count <= 0.0) {
      return 0.0;
    }
    if (mean <= 0.0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (Double.isInfinite(shape)) {
      return PoissonTail.logAtLeast(count, mean);
    }
    double total = shape + mean;
    return IncompleteBeta.log(mean / total, shape / total, count, shape);
  }
}
