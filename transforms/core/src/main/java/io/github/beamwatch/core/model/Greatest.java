package io.github.beamwatch.core.model;

/** Contributions to a score that is the greatest of all columns. */
final class Greatest {
  private Greatest() {}

  /** Keeps the first of the greatest values; all others become 0. */
  static double[] alone(double[] values) {
    int greatest = 0;
    for (int j = 1; j < values.length; j++) {
      greatest = values[j] > values[greatest] ? j : greatest;
    }
    double[] alone = new double[values.length];
    alone[greatest] = values[greatest];
    return alone;
  }
}
