package io.github.beamwatch.core.model;

import java.util.Arrays;
import java.util.TreeSet;

/**
 * Columns of rows as the number of the bin that each value is in: bins of equal counts, and finer
 * ones at the upper end, where what is unusual lies.
 *
 * @param edges of each column, ascending: bin b holds what is above edge b − 1 and not above edge b
 * @param bins by row, then column
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record BinnedRows(double[][] edges, byte[][] bins) {
  private static final int EQUAL = 64;
  private static final int UPPER = 16;

  static BinnedRows of(double[][] rows) {
    double[][] edges = new double[rows[0].length][];
    for (int j = 0; j < edges.length; j++) {
      edges[j] = edges(rows, j);
    }
    byte[][] bins = new byte[rows.length][edges.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < edges.length; j++) {
        int at = Arrays.binarySearch(edges[j], rows[i][j] + 0.0);
        bins[i][j] = (byte) (at >= 0 ? at : -at - 1);
      }
    }
    return new BinnedRows(edges, bins);
  }

  private static double[] edges(double[][] rows, int column) {
    double[] sorted =
        Arrays.stream(rows)
            .mapToDouble(row -> row[column] + 0.0)
            .filter(value -> !Double.isNaN(value))
            .sorted()
            .toArray();
    TreeSet<Double> edges = new TreeSet<>();
    int last = sorted.length - 1;
    for (int b = 1; b < EQUAL && last >= 0; b++) {
      edges.add(sorted[(int) ((long) b * last / EQUAL)]);
    }
    for (int b = 6; b < 6 + UPPER && last >= 0; b++) {
      edges.add(sorted[last - (int) Math.scalb((double) last, -b)]);
    }
    return edges.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
