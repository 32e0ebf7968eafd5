package io.github.beamwatch.core.model;

import io.github.beamwatch.core.statistics.SeededRandom;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * One tree of an {@link IsolationForest}: nodes in preorder, so that a node's lower child is the
 * next one. A leaf's cut is not used.
 *
 * <p>A cut looks at one column, or at the weighted sum of {@code width} columns. What a row is
 * worth at a node is {@link #meanPathLength} of the rows that came there when the tree was grown:
 * what they need on average to be told apart.
 */
final class IsolationTree {
  private static final int LEAF = -1;
  private static final double EULER = 0.5772156649015329;

  /** Tries to find an oblique cut that parts rows; columns may be constant in a node. */
  private static final int TRIES = 8;

  private final int width;
  private int root = LEAF;
  private int nodes;
  private int[] columns;

  /** Empty where a cut looks at one column, whose weight is 1. */
  private double[] weights;

  private double[] cuts;
  private int[] upper;
  private int[] sizes;

  private IsolationTree(int width, int capacity) {
    this.width = width;
    columns = new int[width * capacity];
    weights = new double[width == 1 ? 0 : width * capacity];
    cuts = new double[capacity];
    upper = new int[capacity];
    sizes = new int[capacity];
  }

  /**
   * Grows a tree on these rows, whose array it sorts about.
   *
   * @param width how many columns a cut looks at
   * @param allowed the columns that may be cut
   * @param first the column of the first cut, where cuts look at one and it varies
   */
  static IsolationTree grow(
      double[][] rows, int width, int[] allowed, int first, int maxDepth, SeededRandom random) {
    IsolationTree tree = new IsolationTree(width, 2 * rows.length);
    tree.root = first;
    tree.grow(rows, 0, rows.length, allowed, maxDepth, random);
    tree.shrink();
    return tree;
  }

  private void shrink() {
    columns = Arrays.copyOf(columns, width * nodes);
    weights = Arrays.copyOf(weights, width == 1 ? 0 : width * nodes);
    cuts = Arrays.copyOf(cuts, nodes);
    upper = Arrays.copyOf(upper, nodes);
    sizes = Arrays.copyOf(sizes, nodes);
  }

  private int grow(
      double[][] rows, int from, int to, int[] allowed, int depthLeft, SeededRandom random) {
    int node = nodes++;
    sizes[node] = to - from;
    columns[node * width] = LEAF;
    if (to - from > 1 && depthLeft > 0 && chooseCut(node, rows, from, to, allowed, random)) {
      int middle = partition(node, rows, from, to);
      grow(rows, from, middle, allowed, depthLeft - 1, random);
      upper[node] = grow(rows, middle, to, allowed, depthLeft - 1, random);
    }
    return node;
  }

  /** Whether there is a cut with rows on both sides. */
  private boolean chooseCut(
      int node, double[][] rows, int from, int to, int[] allowed, SeededRandom random) {
    int tries = width == 1 ? 1 : TRIES;
    for (int i = 0; i < tries; i++) {
      boolean found =
          width == 1
              ? chooseVarying(node, rows, from, to, allowed, random)
              : chooseDirection(node, allowed, random);
      double least = Double.MAX_VALUE;
      double most = -Double.MAX_VALUE;
      for (int r = from; r < to && found; r++) {
        double at = projected(node, rows[r]);
        least = Math.min(least, at);
        most = Math.max(most, at);
      }
      if (least < most) {
        // at the least value or above, and below the greatest: neither side is empty
        double cut = Math.max(least, random.between(least, most));
        cuts[node] = cut < most ? cut : least;
        return true;
      }
    }
    columns[node * width] = LEAF;
    return false;
  }

  /** A uniformly chosen column with two different values; whether there is any. */
  private boolean chooseVarying(
      int node, double[][] rows, int from, int to, int[] allowed, SeededRandom random) {
    if (node == 0 && varies(root, rows, from, to)) {
      columns[node] = root;
      return true;
    }
    int[] untried = allowed.clone();
    for (int left = untried.length; left > 0; left--) {
      int column = drawn(untried, left, random);
      if (varies(column, rows, from, to)) {
        columns[node] = column;
        return true;
      }
    }
    return false;
  }

  private static boolean varies(int column, double[][] rows, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (rows[i][column] != rows[from][column]) {
        return true;
      }
    }
    return false;
  }

  private boolean chooseDirection(int node, int[] allowed, SeededRandom random) {
    int[] untried = allowed.clone();
    for (int i = 0; i < width; i++) {
      columns[node * width + i] = drawn(untried, untried.length - i, random);
      weights[node * width + i] = random.normal();
    }
    return true;
  }

  /** Takes one of the first so many, and puts the last of them in its place. */
  private static int drawn(int[] untried, int left, SeededRandom random) {
    int at = random.below(left);
    int column = untried[at];
    untried[at] = untried[left - 1];
    return column;
  }

  private double projected(int node, double[] row) {
    if (width == 1) {
      return row[columns[node]];
    }
    double sum = 0.0;
    for (int i = node * width; i < (node + 1) * width; i++) {
      sum += weights[i] * row[columns[i]];
    }
    return sum;
  }

  /** Puts rows at or below the cut first; the index of the first one above. */
  private int partition(int node, double[][] rows, int from, int to) {
    int middle = from;
    for (int i = from; i < to; i++) {
      if (projected(node, rows[i]) <= cuts[node]) {
        double[] row = rows[i];
        rows[i] = rows[middle];
        rows[middle++] = row;
      }
    }
    return middle;
  }

  private int child(int node, double[] row) {
    return projected(node, row) <= cuts[node] ? node + 1 : upper[node];
  }

  /** The depth at which a row arrives, with what its leaf would add. */
  double pathLength(double[] row) {
    int node = 0;
    int depth = 0;
    while (columns[node * width] != LEAF) {
      node = child(node, row);
      depth++;
    }
    return depth + meanPathLength(sizes[node]);
  }

  /**
   * Adds to each column by how much its cuts shortened the row's path: at each cut, what was to be
   * expected before less what is after. Together they are the usual path less the row's own.
   */
  void credit(double[] row, double[] credits) {
    int node = 0;
    while (columns[node * width] != LEAF) {
      int next = child(node, row);
      double shortened = meanPathLength(sizes[node]) - 1.0 - meanPathLength(sizes[next]);
      double parts = 0.0;
      for (int i = node * width; i < (node + 1) * width; i++) {
        parts += part(i, row);
      }
      for (int i = node * width; i < (node + 1) * width; i++) {
        credits[columns[i]] += parts > 0.0 ? shortened * part(i, row) / parts : shortened / width;
      }
      node = next;
    }
  }

  /** A column's part of a cut. */
  private double part(int i, double[] row) {
    return width == 1 ? 1.0 : Math.abs(weights[i] * row[columns[i]]);
  }

  /** The mean depth of an unsuccessful search in a binary search tree of this many rows. */
  static double meanPathLength(int rows) {
    return rows < PATHS.length ? PATHS[rows] : usualPath(rows);
  }

  private static final double[] PATHS = new double[1024];

  static {
    Arrays.setAll(PATHS, IsolationTree::usualPath);
  }

  private static double usualPath(int rows) {
    if (rows <= 1) {
      return 0.0;
    }
    double harmonic = rows == 2 ? 1.0 : StrictMath.log(rows - 1.0) + EULER;
    return 2.0 * harmonic - 2.0 * (rows - 1.0) / rows;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(nodes);
    for (int node = 0; node < nodes; node++) {
      out.writeInt(sizes[node]);
      out.writeInt(columns[node * width]);
      if (columns[node * width] != LEAF) {
        out.writeDouble(cuts[node]);
        out.writeInt(upper[node]);
        for (int i = 0; i < width && width > 1; i++) {
          out.writeInt(columns[node * width + i]);
          out.writeDouble(weights[node * width + i]);
        }
      }
    }
  }

  /**
   * @param rows so many rows the tree was grown on at most
   * @param allColumns so many columns a row has
   */
  static IsolationTree readFrom(DataInput in, int width, int rows, int allColumns)
      throws IOException {
    int nodes = in.readInt();
    if (nodes < 1 || nodes > 2 * rows) {
      throw new IOException(
          "an isolation tree has %d nodes; allowed is 1 to %d".formatted(nodes, 2 * rows));
    }
    IsolationTree tree = new IsolationTree(width, nodes);
    tree.nodes = nodes;
    for (int node = 0; node < nodes; node++) {
      tree.sizes[node] = checked(in.readInt(), 0, rows, "size");
      tree.columns[node * width] = checked(in.readInt(), LEAF, allColumns - 1, "column");
      if (tree.columns[node * width] != LEAF) {
        tree.cuts[node] = in.readDouble();
        tree.upper[node] = checked(in.readInt(), node + 2, nodes - 1, "upper child");
        for (int i = 0; i < width && width > 1; i++) {
          tree.columns[node * width + i] = checked(in.readInt(), 0, allColumns - 1, "column");
          tree.weights[node * width + i] = in.readDouble();
        }
      }
    }
    return tree;
  }

  private static int checked(int value, int least, int most, String what) throws IOException {
    if (value < least || value > most) {
      throw new IOException(
          "an isolation tree has the %s %d; allowed is %d to %d"
              .formatted(what, value, least, most));
    }
    return value;
  }
}
