package io.github.beamwatch.core.model;

/** Counting in ascending values. */
final class SortedValues {
  private SortedValues() {}

  /** How many are below a value. */
  static int countBelow(double[] ascending, double value) {
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** How many are at or below a value. */
  static int countUpTo(double[] ascending, double value) {
    return countBelow(ascending, Math.nextUp(value));
  }
}
