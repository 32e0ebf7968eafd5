package io.github.beamwatch.core.statistics;

/** The chi-square distribution on the scale of the standard normal one. */
public final class ChiSquare {
  private ChiSquare() {}

  /**
   * The standard normal quantile that a sum of squares of {@code degrees} standard normal numbers
   * reaches: the Wilson–Hilferty cube root (Wilson, Hilferty 1931, "The distribution of
   * chi-square"). It makes distances over different numbers of channels comparable. Negative below
   * the mean; for a large sum it grows with its cube root.
   */
  public static double asNormal(double sumOfSquares, int degrees) {
    double spread = 2.0 / (9.0 * degrees);
    return (StrictMath.cbrt(sumOfSquares / degrees) - (1.0 - spread)) / Math.sqrt(spread);
  }

  /** The median, by the same cube root. */
  public static double median(int degrees) {
    double root = 1.0 - 2.0 / (9.0 * degrees);
    return degrees * root * root * root;
  }
}
