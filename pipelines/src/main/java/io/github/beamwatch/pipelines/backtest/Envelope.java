package io.github.beamwatch.pipelines.backtest;

import java.util.Arrays;

/**
 * A series thinned to the least and the greatest value of each column of pixels, so that no peak is
 * lost however many points there are.
 */
final class Envelope {
  private final double[] least;
  private final double[] greatest;
  private final long[] timeOfLeast;
  private final long[] timeOfGreatest;

  Envelope(int columns) {
    least = new double[columns];
    greatest = new double[columns];
    timeOfLeast = new long[columns];
    timeOfGreatest = new long[columns];
    Arrays.fill(least, Double.NaN);
    Arrays.fill(greatest, Double.NaN);
  }

  /** Adds a finite value; anything else is left out. */
  void add(int column, long time, double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    if (!(least[column] <= value)) {
      least[column] = value;
      timeOfLeast[column] = time;
    }
    if (!(greatest[column] >= value)) {
      greatest[column] = value;
      timeOfGreatest[column] = time;
    }
  }

  boolean isEmpty() {
    return Arrays.stream(least).allMatch(Double::isNaN);
  }

  double least() {
    return Arrays.stream(least).filter(Double::isFinite).min().orElse(Double.NaN);
  }

  double greatest() {
    return Arrays.stream(greatest).filter(Double::isFinite).max().orElse(Double.NaN);
  }

  /** Visits the points that are left, by time. */
  void forEach(PointVisitor visitor) {
    for (int i = 0; i < least.length; i++) {
      if (Double.isNaN(least[i])) {
        continue;
      }
      boolean leastFirst = timeOfLeast[i] <= timeOfGreatest[i];
      visitor.visit(
          leastFirst ? timeOfLeast[i] : timeOfGreatest[i], leastFirst ? least[i] : greatest[i]);
      if (timeOfLeast[i] != timeOfGreatest[i]) {
        visitor.visit(
            leastFirst ? timeOfGreatest[i] : timeOfLeast[i], leastFirst ? greatest[i] : least[i]);
      }
    }
  }

  /** Sees one point after the other. */
  interface PointVisitor {
    void visit(long time, double value);
  }
}
