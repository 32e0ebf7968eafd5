package io.github.beamwatch.core.ranking;

/**
 * Shares as whole numbers of 2^−32, so that their sums are exact and do not depend on the order.
 * There is room for two thousand million entities.
 */
final class ShareSums {
  private static final double ONE = 0x1p32;

  private ShareSums() {}

  static long fixed(double share) {
    return (long) Math.rint(share * ONE);
  }

  static double of(long fixed) {
    return fixed / ONE;
  }
}
