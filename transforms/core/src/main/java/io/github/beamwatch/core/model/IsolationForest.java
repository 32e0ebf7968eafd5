package io.github.beamwatch.core.model;

import io.github.beamwatch.core.detector.Parameter;
import io.github.beamwatch.core.statistics.DoubleArrays;
import io.github.beamwatch.core.statistics.SeededRandom;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Isolation Forest (Liu, Ting, Zhou 2008, "Isolation forest"): rows that few random cuts set apart
 * are unusual.
 *
 * <p>{@code numTrees} trees, each of {@code sampleSize} rows drawn without repetition and of a
 * share {@code maxFeatures} of the columns, cut at a uniform place of a uniformly chosen column
 * that still varies, to a depth of log₂ of the sample. With an {@code extensionLevel} L above 0 a
 * cut is oblique: a weighted sum of L + 1 columns in standard deviations, the weights normal
 * (Hariri, Carrasco Kind, Brunner 2019, "Extended isolation forest"); a level beyond the columns
 * takes them all.
 *
 * <p>Score: {@code 2^(−E(h)/c)}, h a row's depth and c the mean depth of an unsuccessful search in
 * a binary tree of the sample's size; 0 to 1, about 0.5 where nothing stands out, and 0.5 where all
 * fitted rows are equal. Constant columns are never cut.
 *
 * <p>Contributions: by how much the cuts of a column shortened the row's path, in usual paths; they
 * sum to {@code 1 − E(h)/c}, which is {@code 1 + log₂(score)}. An oblique cut is shared among its
 * columns by the size of their parts.
 *
 * <p>Size: at most {@code numTrees·sampleSize·32} bytes, 0.8 MB by default; oblique ones {@code
 * 24·(L + 1)} more per row of a sample. Each tree has a generator of its own, so neither the order
 * of columns nor of rows favours any.
 */
final class IsolationForest implements RowModel {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 2;
  private static final int MOST_TREES = 10_000;

  static final RowModelKind KIND =
      new RowModelKind(
          "isolation_forest",
          "rows that few random cuts set apart; tables of any shape",
          List.of(
              new Parameter("numTrees", 100, 1, MOST_TREES, "trees"),
              new Parameter("sampleSize", 256, 2, 1_000_000, "rows that each tree is grown on"),
              new Parameter("maxFeatures", 1.0, 0.001, 1.0, "share of the columns of each tree"),
              new Parameter("extensionLevel", 0, 0, 9_999, "columns of a cut beyond the first"),
              new Parameter("threshold", 0.6, 0.0, 1.0, "score")),
          set ->
              new IsolationForest(
                  set.count("numTrees"),
                  set.count("sampleSize"),
                  set.number("maxFeatures"),
                  set.count("extensionLevel"),
                  set.number("threshold")));

  private final int numTrees;
  private final int sampleSize;
  private final double maxFeatures;
  private final int extensionLevel;
  private final double threshold;

  IsolationForest(
      int numTrees, int sampleSize, double maxFeatures, int extensionLevel, double threshold) {
    this.numTrees = numTrees;
    this.sampleSize = sampleSize;
    this.maxFeatures = maxFeatures;
    this.extensionLevel = extensionLevel;
    this.threshold = threshold;
  }

  /** With the defaults. */
  static IsolationForest usual() {
    return new IsolationForest(100, 256, 1.0, 0, 0.6);
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public Fitted fit(double[][] rows, long seed) {
    int size = Math.min(sampleSize, rows.length);
    int maxDepth = 32 - Integer.numberOfLeadingZeros(Math.max(1, size - 1));
    int columns = rows[0].length;
    int ofTree = Math.max(1, (int) Math.ceil(maxFeatures * columns));
    int width = 1 + Math.min(extensionLevel, ofTree - 1);
    Standardised scale = Standardised.fit(rows);
    Deal rowDeal = new Deal(rows.length, SeededRandom.of(seed, "rows of trees", 0));
    Deal columnDeal = new Deal(columns, SeededRandom.of(seed, "columns of trees", 0));
    Deal firstDeal = new Deal(columns, SeededRandom.of(seed, "first columns", 0));
    List<IsolationTree> trees = new ArrayList<>();
    for (int i = 0; i < numTrees; i++) {
      SeededRandom random = SeededRandom.of(seed, "isolation tree", i);
      double[][] sample = new double[size][];
      int[] chosen = rowDeal.next(size);
      Arrays.setAll(sample, row -> rows[chosen[row]]);
      if (width > 1) {
        Arrays.setAll(sample, row -> scale.of(sample[row]));
      }
      int[] allowed = columnDeal.next(ofTree);
      int first = ofTree == columns ? firstDeal.next(1)[0] : allowed[0];
      trees.add(IsolationTree.grow(sample, width, allowed, first, maxDepth, random));
    }
    return new Forest(size, width, scale, trees);
  }

  @Override
  public Fitted readFrom(DataInput in) throws IOException {
    int columns = DoubleArrays.readChannels(in, "model isolation_forest", VERSION);
    int size = in.readInt();
    int width = in.readInt();
    int count = in.readInt();
    if (size < 1 || count < 1 || count > MOST_TREES || width < 1 || width > columns) {
      throw new IOException(
          "no isolation forest: %d trees of %d rows, %d columns a cut"
              .formatted(count, size, width));
    }
    Standardised scale = Standardised.readFrom(in, columns);
    List<IsolationTree> trees = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      trees.add(IsolationTree.readFrom(in, width, size, columns));
    }
    return new Forest(size, width, scale, trees);
  }

  private record Forest(int size, int width, Standardised scale, List<IsolationTree> trees)
      implements Fitted {

    @Override
    public double score(double[] row) {
      double[] cut = asCut(row);
      double sum = 0.0;
      for (IsolationTree tree : trees) {
        sum += tree.pathLength(cut);
      }
      double usual = IsolationTree.meanPathLength(size);
      return usual == 0.0 ? 0.5 : StrictMath.pow(2.0, -sum / trees.size() / usual);
    }

    @Override
    public double[] contributions(double[] row) {
      double[] cut = asCut(row);
      double[] credits = new double[row.length];
      for (IsolationTree tree : trees) {
        tree.credit(cut, credits);
      }
      double usual = IsolationTree.meanPathLength(size);
      for (int j = 0; j < credits.length; j++) {
        credits[j] = usual == 0.0 ? 0.0 : credits[j] / trees.size() / usual;
      }
      return credits;
    }

    private double[] asCut(double[] row) {
      return width == 1 ? row : scale.of(row);
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeInt(scale.columns());
      out.writeInt(size);
      out.writeInt(width);
      out.writeInt(trees.size());
      scale.writeTo(out);
      for (IsolationTree tree : trees) {
        tree.writeTo(out);
      }
    }
  }
}
