package io.github.beamwatch.core.model;

import io.github.beamwatch.core.statistics.SeededRandom;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * One tree of an {@link IsolationForest}: nodes in preorder, so that a node's lower child is the
 * next one. A leaf's value is what its rows would add to the depth if it were grown on.
 */
final class IsolationTree {
  private static final int LEAF = -1;
  private static final double EULER = 0.5772156649015329;

  private int nodes;
  private int[] columns;
  private double[] values;
  private int[] upper;

  private IsolationTree(int capacity) {
    columns = new int[capacity];
    values = new double[capacity];
    upper = new int[capacity];
  }

  /** Grows a tree on these rows, whose array it sorts about. */
  static IsolationTree grow(double[][] rows, int maxDepth, SeededRandom random) {
    IsolationTree tree = new IsolationTree(2 * rows.length);
    tree.grow(rows, 0, rows.length, maxDepth, random);
    return tree;
  }

  private int grow(double[][] rows, int from, int to, int depthLeft, SeededRandom random) {
    int node = nodes++;
    int column = to - from > 1 && depthLeft > 0 ? varyingColumn(rows, from, to, random) : LEAF;
    columns[node] = column;
    if (column == LEAF) {
      values[node] = meanPathLength(to - from);
      return node;
    }
    double least = rows[from][column];
    double most = least;
    for (int i = from; i < to; i++) {
      least = Math.min(least, rows[i][column]);
      most = Math.max(most, rows[i][column]);
    }
    // at the least value or above, and below the greatest: neither side is empty
    double cut = Math.max(least, random.between(least, most));
    values[node] = cut < most ? cut : least;
    int middle = partition(rows, from, to, column, values[node]);
    grow(rows, from, middle, depthLeft - 1, random);
    upper[node] = grow(rows, middle, to, depthLeft - 1, random);
    return node;
  }

  /** A uniformly chosen column with two different values, or {@link #LEAF} where none has. */
  private static int varyingColumn(double[][] rows, int from, int to, SeededRandom random) {
    int[] untried = new int[rows[from].length];
    Arrays.setAll(untried, i -> i);
    for (int left = untried.length; left > 0; left--) {
      int at = random.below(left);
      int column = untried[at];
      untried[at] = untried[left - 1];
      for (int i = from + 1; i < to; i++) {
        if (rows[i][column] != rows[from][column]) {
          return column;
        }
      }
    }
    return LEAF;
  }

  /** Puts rows at or below the cut first; the index of the first one above. */
  private static int partition(double[][] rows, int from, int to, int column, double cut) {
    int middle = from;
    for (int i = from; i < to; i++) {
      if (rows[i][column] <= cut) {
        double[] row = rows[i];
        rows[i] = rows[middle];
        rows[middle++] = row;
      }
    }
    return middle;
  }

  /** The depth at which a row arrives, with what its leaf would add. */
  double pathLength(double[] row) {
    int node = 0;
    int depth = 0;
    while (columns[node] != LEAF) {
      node = row[columns[node]] <= values[node] ? node + 1 : upper[node];
      depth++;
    }
    return depth + values[node];
  }

  /** The mean depth of an unsuccessful search in a binary search tree of this many rows. */
  static double meanPathLength(int rows) {
    if (rows <= 1) {
      return 0.0;
    }
    double harmonic = rows == 2 ? 1.0 : StrictMath.log(rows - 1.0) + EULER;
    return 2.0 * harmonic - 2.0 * (rows - 1.0) / rows;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(nodes);
    for (int i = 0; i < nodes; i++) {
      out.writeInt(columns[i]);
      out.writeDouble(values[i]);
      out.writeInt(upper[i]);
    }
  }

  static IsolationTree readFrom(DataInput in, int mostNodes) throws IOException {
    int nodes = in.readInt();
    if (nodes < 1 || nodes > mostNodes) {
      throw new IOException(
          "an isolation tree has %d nodes; allowed is 1 to %d".formatted(nodes, mostNodes));
    }
    IsolationTree tree = new IsolationTree(nodes);
    tree.nodes = nodes;
    for (int i = 0; i < nodes; i++) {
      tree.columns[i] = in.readInt();
      tree.values[i] = in.readDouble();
      tree.upper[i] = in.readInt();
    }
    return tree;
  }
}
