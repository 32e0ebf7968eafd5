package io.github.beamwatch.benchmarks.users;

import java.util.SplittableRandom;

/** An isolation forest (Liu et al. 2008) in arrays. */
final class PlainForest {

  private static final double EULER = 0.5772156649015329;

  private final int trees;
  private final int sampleSize;
  private final int nodes;
  private final int[] feature;
  private final double[] split;

  /** The left child; the right one follows it. At a leaf 0, and the split is the path beyond. */
  private final int[] left;

  private int next;

  PlainForest(double[][] rows, int trees, int sampleSize, long seed) {
    this.trees = trees;
    this.sampleSize = Math.min(sampleSize, rows.length);
    nodes = 2 * this.sampleSize;
    feature = new int[trees * nodes];
    split = new double[trees * nodes];
    left = new int[trees * nodes];
    SplittableRandom random = new SplittableRandom(seed);
    int highest = (int) Math.ceil(Math.log(this.sampleSize) / Math.log(2));
    for (int tree = 0; tree < trees; tree++) {
      double[][] sample = new double[this.sampleSize][];
      for (int i = 0; i < sample.length; i++) {
        sample[i] = rows[random.nextInt(rows.length)];
      }
      int root = tree * nodes;
      next = root + 1;
      grow(root, sample, 0, sample.length, highest, random);
    }
  }

  private void grow(
      int node, double[][] sample, int from, int to, int levels, SplittableRandom random) {
    int column = levels > 0 && to - from > 1 ? splittable(sample, from, to, random) : -1;
    if (column < 0) {
      split[node] = meanPath(to - from);
      return;
    }
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      low = Math.min(low, sample[i][column]);
      high = Math.max(high, sample[i][column]);
    }
    double at = random.nextDouble(low, high);
    int middle = from;
    for (int i = from; i < to; i++) {
      if (sample[i][column] <= at) {
        double[] moved = sample[middle];
        sample[middle++] = sample[i];
        sample[i] = moved;
      }
    }
    feature[node] = column;
    split[node] = at;
    left[node] = next;
    next += 2;
    int child = left[node];
    grow(child, sample, from, middle, levels - 1, random);
    grow(child + 1, sample, middle, to, levels - 1, random);
  }

  /** A random column of those that differ; negative where none does. */
  private static int splittable(double[][] sample, int from, int to, SplittableRandom random) {
    int columns = sample[from].length;
    int found = -1;
    int differing = 0;
    for (int column = 0; column < columns; column++) {
      for (int i = from + 1; i < to; i++) {
        if (sample[i][column] != sample[from][column]) {
          found = random.nextInt(++differing) == 0 ? column : found;
          break;
        }
      }
    }
    return found;
  }

  /** From 0 to 1; more is more unusual. */
  double score(double[] row) {
    double path = 0;
    for (int tree = 0; tree < trees; tree++) {
      int node = tree * nodes;
      while (left[node] > 0) {
        node = left[node] + (row[feature[node]] <= split[node] ? 0 : 1);
        path++;
      }
      path += split[node];
    }
    return Math.pow(2, -path / trees / meanPath(sampleSize));
  }

  /** The mean path of a search that fails among so many. */
  private static double meanPath(int rows) {
    return rows < 2 ? 0 : 2 * (Math.log(rows - 1.0) + EULER) - 2 * (rows - 1.0) / rows;
  }
}
