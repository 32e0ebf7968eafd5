package io.github.beamwatch.core.statistics;

/**
 * Tails of the beta-binomial distribution: successes among trials whose chance is itself beta
 * distributed with mean {@code share} and the weight of {@code concentration} earlier trials. An
 * infinite concentration is the binomial distribution.
 */
public final class BetaBinomialTail {
  private static final double PRECISION = 1e-16;

  /** Beyond this many trials, the proportion is treated as continuous. */
  private static final double MAX_SUMMED_TRIALS = 1_000_000;

  private BetaBinomialTail() {}

  /**
   * ln P(X ≤ successes); successes and trials are whole numbers. With an infinite concentration,
   * successes may lie between whole numbers: the incomplete beta function goes on there, and is at
   * least the probability.
   */
  public static double logAtMost(
      double successes, double trials, double share, double concentration) {
    if (successes < 0.0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (successes >= trials || share <= 0.0) {
      return 0.0;
    }
    if (share >= 1.0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (Double.isInfinite(concentration)) {
      return IncompleteBeta.log(1.0 - share, share, trials - successes, successes + 1.0);
    }
    if (trials > MAX_SUMMED_TRIALS) {
      return continuous(successes, trials, share, concentration);
    }
    return successes <= share * trials
        ? below(successes, trials, share * concentration, (1.0 - share) * concentration)
        : IncompleteBeta.log1mExp(
            below(
                trials - successes - 1.0,
                trials,
                (1.0 - share) * concentration,
                share * concentration));
  }

  /** ln P(X ≥ successes). */
  public static double logAtLeast(
      double successes, double trials, double share, double concentration) {
    return logAtMost(trials - successes, trials, 1.0 - share, concentration);
  }

  /** ln P(X ≤ k), summed from k down: each term is the one above it times a simple ratio. */
  private static double below(double k, double n, double a, double b) {
    double sum = 1.0;
    double term = 1.0;
    for (double j = k; j >= 1.0; j--) {
      term *= j * (n - j + b) / ((n - j + 1.0) * (j - 1.0 + a));
      sum += term;
      if (term < PRECISION * sum) {
        break;
      }
    }
    double logMass =
        -Math.log(n + 1.0)
            - LogGamma.beta(n - k + 1.0, k + 1.0)
            + LogGamma.beta(k + a, n - k + b)
            - LogGamma.beta(a, b);
    return Math.min(0.0, logMass + Math.log(sum));
  }

  /** A beta distribution of the same mean and variance as the proportion. */
  private static double continuous(double k, double n, double share, double concentration) {
    double weight = n * (concentration + 1.0) / (concentration + n) - 1.0;
    double x = (k + 0.5) / n;
    return IncompleteBeta.log(x, 1.0 - x, share * weight, (1.0 - share) * weight);
  }
}
