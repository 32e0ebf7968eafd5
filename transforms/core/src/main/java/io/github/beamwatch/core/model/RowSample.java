package io.github.beamwatch.core.model;

import io.github.beamwatch.core.statistics.SeededRandom;

/** Rows drawn at random. */
final class RowSample {
  private RowSample() {}

  /** So many without repetition: the first steps of a shuffle. The rows' array is not changed. */
  static double[][] drawn(double[][] rows, int size, SeededRandom random) {
    double[][] shuffled = rows.clone();
    double[][] drawn = new double[size][];
    for (int i = 0; i < size; i++) {
      int j = i + random.below(rows.length - i);
      drawn[i] = shuffled[j];
      shuffled[j] = shuffled[i];
    }
    return drawn;
  }
}
