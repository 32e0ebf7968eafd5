package io.github.beamwatch.core.model;

import io.github.beamwatch.core.detector.Parameter;
import io.github.beamwatch.core.statistics.SeededRandom;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Isolation Forest (Liu, Ting, Zhou 2008, "Isolation forest"): rows that few random cuts set apart
 * are unusual.
 *
 * <p>{@code numTrees} trees, each of {@code sampleSize} rows drawn without repetition, cut at a
 * uniform place of a uniformly chosen column that still varies, to a depth of log₂ of the sample.
 * Score: {@code 2^(−E(h)/c)}, h a row's depth and c the mean depth of an unsuccessful search in a
 * binary tree of the sample's size; 0 to 1, about 0.5 where nothing stands out, and 0.5 where all
 * fitted rows are equal. Constant columns are never cut.
 *
 * <p>Size: at most {@code numTrees·sampleSize·32} bytes, 0.8 MB by default. Each tree has a
 * generator of its own, so neither the order of columns nor of rows favours any.
 */
final class IsolationForest implements RowModel {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;
  private static final int MOST_TREES = 10_000;

  static final RowModelKind KIND =
      new RowModelKind(
          "isolation_forest",
          "rows that few random cuts set apart; tables of any shape",
          List.of(
              new Parameter("numTrees", 100, 1, MOST_TREES, "trees"),
              new Parameter("sampleSize", 256, 2, 1_000_000, "rows that each tree is grown on"),
              new Parameter("threshold", 0.6, 0.0, 1.0, "score")),
          set ->
              new IsolationForest(
                  set.count("numTrees"), set.count("sampleSize"), set.number("threshold")));

  private final int numTrees;
  private final int sampleSize;
  private final double threshold;

  IsolationForest(int numTrees, int sampleSize, double threshold) {
    this.numTrees = numTrees;
    this.sampleSize = sampleSize;
    this.threshold = threshold;
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public Fitted fit(double[][] rows, long seed) {
    int size = Math.min(sampleSize, rows.length);
    int maxDepth = 32 - Integer.numberOfLeadingZeros(Math.max(1, size - 1));
    List<IsolationTree> trees = new ArrayList<>();
    for (int i = 0; i < numTrees; i++) {
      SeededRandom random = SeededRandom.of(seed, "isolation tree " + i);
      trees.add(IsolationTree.grow(drawn(rows, size, random), maxDepth, random));
    }
    return new Forest(size, trees);
  }

  /** Rows without repetition: the first steps of a shuffle. */
  private static double[][] drawn(double[][] rows, int size, SeededRandom random) {
    double[][] shuffled = rows.clone();
    double[][] drawn = new double[size][];
    for (int i = 0; i < size; i++) {
      int j = i + random.below(rows.length - i);
      drawn[i] = shuffled[j];
      shuffled[j] = shuffled[i];
    }
    return drawn;
  }

  @Override
  public Fitted readFrom(DataInput in) throws IOException {
    byte version = in.readByte();
    int size = in.readInt();
    int count = in.readInt();
    if (version != VERSION || size < 1 || count < 1 || count > MOST_TREES) {
      throw new IOException(
          "no isolation forest of version %d: version %d, %d trees of %d rows"
              .formatted(VERSION, version, count, size));
    }
    List<IsolationTree> trees = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      trees.add(IsolationTree.readFrom(in, 2 * size));
    }
    return new Forest(size, trees);
  }

  private record Forest(int size, List<IsolationTree> trees) implements Fitted {

    @Override
    public double score(double[] row) {
      double sum = 0.0;
      for (IsolationTree tree : trees) {
        sum += tree.pathLength(row);
      }
      double usual = IsolationTree.meanPathLength(size);
      return usual == 0.0 ? 0.5 : StrictMath.pow(2.0, -sum / trees.size() / usual);
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeInt(size);
      out.writeInt(trees.size());
      for (IsolationTree tree : trees) {
        tree.writeTo(out);
      }
    }
  }
}
