package io.github.beamwatch.core.contest;

import io.github.beamwatch.core.statistics.SeededRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows that are surely unusual, made from given ones: a model that learned what is usual scores
 * them above the given rows. Judging a model without labels by rows from the range of the data is
 * the excess-mass and mass-volume criterion (Goix 2016, "How to evaluate the quality of
 * unsupervised anomaly detection algorithms?"): the area over the mass-volume curve is the AUROC
 * against rows that are uniform.
 *
 * <p>Half of the rows have each value uniform between the 1st and 99th percentile of its column,
 * where nothing but their place makes them unusual; the other half have each value from another
 * row, so that only values that do not go together do. Values that are missing stay missing as
 * often as they are. Deterministic for a seed and rows in their order.
 */
final class Contrast {
  private static final double CUT = 0.01;

  private Contrast() {}

  /** As many rows as are given. */
  static List<double[]> of(List<double[]> rows, long seed) {
    SeededRandom random = SeededRandom.of(seed, "contrast");
    int columns = rows.get(0).length;
    double[] low = new double[columns];
    double[] high = new double[columns];
    for (int j = 0; j < columns; j++) {
      int column = j;
      double[] sorted =
          rows.stream().mapToDouble(row -> row[column]).filter(Double::isFinite).sorted().toArray();
      low[j] = at(sorted, CUT);
      high[j] = at(sorted, 1.0 - CUT);
    }
    List<double[]> contrast = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      double[] row = new double[columns];
      for (int j = 0; j < columns; j++) {
        row[j] = rows.get(random.below(rows.size()))[j];
        if (i % 2 == 0 && !Double.isNaN(row[j])) {
          row[j] = random.between(low[j], high[j]);
        }
      }
      contrast.add(row);
    }
    return contrast;
  }

  private static double at(double[] sorted, double share) {
    return sorted.length == 0 ? Double.NaN : sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  /** True for the contrast rows, which follow the given ones. */
  static boolean[] labels(int rows) {
    boolean[] labels = new boolean[2 * rows];
    Arrays.fill(labels, rows, 2 * rows, true);
    return labels;
  }
}
