package io.github.beamwatch.core.model;

import io.github.beamwatch.core.statistics.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * One tree of {@link GradientBoosting}: a full binary tree in level order, the children of node k
 * at 2k + 1 and 2k + 2. Every node has the value that it would have as a leaf.
 */
final class BoostedTree {
  private static final byte LEAF = -1;

  /** Counts against large values where few rows speak. */
  private static final double RIDGE = 1.0;

  /** What a child must weigh: the sum of p(1 − p) of its rows. */
  private static final double LEAST_WEIGHT = 1.0;

  private static final double LEAST_GAIN = 1e-6;

  private final int[] columns;
  private final double[] cuts;
  private final double[] values;

  private BoostedTree(int nodes) {
    columns = new int[nodes];
    cuts = new double[nodes];
    values = new double[nodes];
    Arrays.fill(columns, LEAF);
  }

  static BoostedTree grow(
      BinnedRows rows, double[] slopes, double[] curves, int depth, double rate) {
    BoostedTree tree = new BoostedTree((2 << depth) - 1);
    int[] nodes = new int[slopes.length];
    int[] bins = new int[tree.columns.length];
    for (int level = 0; level <= depth; level++) {
      int first = (1 << level) - 1;
      double[][][] histograms = histograms(rows, slopes, curves, nodes, first, 1 << level);
      for (int k = 0; k < histograms.length; k++) {
        tree.decide(rows, histograms[k], first + k, bins, level < depth, rate);
      }
      for (int i = 0; i < nodes.length && level < depth; i++) {
        int node = nodes[i];
        if (node >= first && tree.columns[node] != LEAF) {
          boolean low = (rows.bins()[i][tree.columns[node]] & 0xFF) <= bins[node];
          nodes[i] = 2 * node + (low ? 1 : 2);
        }
      }
    }
    return tree;
  }

  /** Of the nodes of a level: by column, the sums of slopes and curves of each bin in turn. */
  private static double[][][] histograms(
      BinnedRows rows, double[] slopes, double[] curves, int[] nodes, int first, int count) {
    double[][][] histograms = new double[count][rows.edges().length][];
    for (double[][] node : histograms) {
      for (int j = 0; j < node.length; j++) {
        node[j] = new double[2 * (rows.edges()[j].length + 1)];
      }
    }
    for (int i = 0; i < nodes.length; i++) {
      int node = nodes[i] - first;
      if (node >= 0) {
        byte[] bins = rows.bins()[i];
        for (int j = 0; j < bins.length; j++) {
          int at = 2 * (bins[j] & 0xFF);
          histograms[node][j][at] += slopes[i];
          histograms[node][j][at + 1] += curves[i];
        }
      }
    }
    return histograms;
  }

  private void decide(
      BinnedRows rows, double[][] histogram, int node, int[] bins, boolean mayCut, double rate) {
    double slope = 0.0;
    double curve = 0.0;
    for (int at = 0; at < histogram[0].length; at += 2) {
      slope += histogram[0][at];
      curve += histogram[0][at + 1];
    }
    values[node] = -rate * slope / (curve + RIDGE);
    double best = LEAST_GAIN;
    for (int j = 0; j < histogram.length && mayCut; j++) {
      double lowSlope = 0.0;
      double lowCurve = 0.0;
      for (int bin = 0; bin < rows.edges()[j].length; bin++) {
        lowSlope += histogram[j][2 * bin];
        lowCurve += histogram[j][2 * bin + 1];
        double highCurve = curve - lowCurve;
        if (lowCurve >= LEAST_WEIGHT && highCurve >= LEAST_WEIGHT) {
          double gain =
              gain(lowSlope, lowCurve) + gain(slope - lowSlope, highCurve) - gain(slope, curve);
          if (gain > best) {
            best = gain;
            columns[node] = j;
            bins[node] = bin;
            cuts[node] = rows.edges()[j][bin];
          }
        }
      }
    }
  }

  private static double gain(double slope, double curve) {
    return slope * slope / (curve + RIDGE);
  }

  private int child(int node, double[] row) {
    return 2 * node + (row[columns[node]] <= cuts[node] ? 1 : 2);
  }

  double value(double[] row) {
    int node = 0;
    while (columns[node] != LEAF) {
      node = child(node, row);
    }
    return values[node];
  }

  /** Adds to each column by how much its cuts moved the value; the root's goes to all alike. */
  void credit(double[] row, double[] credits) {
    int node = 0;
    for (int j = 0; j < credits.length; j++) {
      credits[j] += values[0] / credits.length;
    }
    while (columns[node] != LEAF) {
      int next = child(node, row);
      credits[columns[node]] += values[next] - values[node];
      node = next;
    }
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(columns.length);
    for (int column : columns) {
      out.writeInt(column);
    }
    DoubleArrays.write(out, cuts, values);
  }

  static BoostedTree readFrom(DataInput in, int allColumns) throws IOException {
    int nodes = in.readInt();
    if (nodes < 1 || nodes > 1 << 14 || Integer.bitCount(nodes + 1) != 1) {
      throw new IOException("a boosted tree has %d nodes".formatted(nodes));
    }
    BoostedTree tree = new BoostedTree(nodes);
    for (int k = 0; k < nodes; k++) {
      tree.columns[k] = in.readInt();
      boolean inner = 2 * k + 2 < nodes;
      if (tree.columns[k] < LEAF || tree.columns[k] >= (inner ? allColumns : 0)) {
        throw new IOException("a boosted tree cuts column %d".formatted(tree.columns[k]));
      }
    }
    System.arraycopy(DoubleArrays.read(in, nodes), 0, tree.cuts, 0, nodes);
    System.arraycopy(DoubleArrays.read(in, nodes), 0, tree.values, 0, nodes);
    return tree;
  }
}
