package io.github.beamwatch.core.statistics;

/**
 * The regularised incomplete beta function, by its continued fraction (DLMF 8.17.22, evaluated by
 * Lentz's method).
 */
final class IncompleteBeta {
  private static final double TINY = 1e-300;
  private static final double PRECISION = 1e-15;
  private static final int MAX_STEPS = 200_000;

  private IncompleteBeta() {}

  /**
   * ln I<sub>x</sub>(a, b), for a and b above 0; {@code y} is 1 − x, given apart so that neither
   * loses digits.
   */
  static double log(double x, double y, double a, double b) {
    if (x <= 0.0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (y <= 0.0) {
      return 0.0;
    }
    if (x < (a + 1.0) / (a + b + 2.0)) {
      return Math.min(0.0, direct(x, y, a, b));
    }
    double other = Math.min(0.0, direct(y, x, b, a));
    return log1mExp(other);
  }

  private static double direct(double x, double y, double a, double b) {
    double front = a * logOf(x, y) + b * logOf(y, x) - LogGamma.beta(a, b) - Math.log(a);
    return front + Math.log(fraction(x, a, b));
  }

  /** ln p, using q = 1 − p where that keeps more digits. */
  private static double logOf(double p, double q) {
    return p > 0.5 ? Math.log1p(-q) : Math.log(p);
  }

  /** ln(1 − e^v) for v ≤ 0. */
  static double log1mExp(double v) {
    return v > -Math.log(2.0) ? Math.log(-Math.expm1(v)) : Math.log1p(-Math.exp(v));
  }

  private static double fraction(double x, double a, double b) {
    double c = 1.0;
    double d = 1.0 / nonZero(1.0 - (a + b) * x / (a + 1.0));
    double h = d;
    for (int m = 1; m <= MAX_STEPS; m++) {
      double even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
      d = 1.0 / nonZero(1.0 + even * d);
      c = nonZero(1.0 + even / c);
      h *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
      d = 1.0 / nonZero(1.0 + odd * d);
      c = nonZero(1.0 + odd / c);
      double step = d * c;
      h *= step;
      if (Math.abs(step - 1.0) < PRECISION) {
        break;
      }
    }
    return h;
  }

  private static double nonZero(double v) {
    return Math.abs(v) < TINY ? TINY : v;
  }
}
