package io.github.beamwatch.core.statistics;

import java.math.BigInteger;

/** The variance of numbers whose sum and sum of squares are known exactly. */
public final class Variance {

  private Variance() {}

  /**
   * {@code (n·Σx² − (Σx)²) / (n·(n−1))}, with the numerator computed without rounding, so that
   * nothing cancels.
   *
   * @return the unbiased sample variance, at least 0; NaN for fewer than two numbers or where a sum
   *     is not finite
   */
  public static double unbiased(long n, ExactSum sum, ExactSum squares) {
    if (n < 2 || !sum.isFinite() || !squares.isFinite()) {
      return Double.NaN;
    }
    BigInteger left = squares.integer().multiply(BigInteger.valueOf(n));
    int leftExponent = squares.exponent();
    BigInteger right = sum.integer().pow(2);
    int rightExponent = 2 * sum.exponent();
    int exponent = Math.min(leftExponent, rightExponent);
    BigInteger numerator =
        left.shiftLeft(leftExponent - exponent).subtract(right.shiftLeft(rightExponent - exponent));
    double scaled = ExactSum.rounded(numerator, exponent);
    return Math.max(0, scaled / ((double) n * (n - 1)));
  }
}
