package io.github.beamwatch.core.model;

import io.github.beamwatch.core.detector.Parameter;
import io.github.beamwatch.core.detector.ParameterValues;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Gradient boosting (Friedman 2001, "Greedy function approximation: a gradient boosting machine";
 * with the second-order steps and histograms of Chen, Guestrin 2016, "XGBoost"): small trees, each
 * of which mends what those before it got wrong. For rows with known labels.
 *
 * <p>Score: the probability that a row is bad, 0 to 1, by the logistic curve of the sum of {@code
 * numTrees} trees of {@code maxDepth}, each counted {@code learningRate} times. Missing values go
 * with the greatest. Contributions: by how much the cuts of a column moved the sum; they sum to the
 * log-odds of the row less those of the rows that were learned. Without chance. Size: at most
 * {@code 28·2^maxDepth} bytes a tree, 54 kB by default.
 */
public final class GradientBoosting implements LabelledModel {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;
  private static final int MOST_TREES = 10_000;

  /** Its name. */
  public static final String NAME = "gradient_boosting";

  /** What can be set. */
  public static final List<Parameter> PARAMETERS =
      List.of(
          new Parameter("numTrees", 60, 1, MOST_TREES, "trees"),
          new Parameter("maxDepth", 4, 1, 12, "cuts from the root of a tree to a leaf"),
          new Parameter("learningRate", 0.1, 0.001, 1.0, "what each tree counts"),
          new Parameter("threshold", 0.5, 0.0, 1.0, "probability"));

  private final int numTrees;
  private final int maxDepth;
  private final double learningRate;
  private final double threshold;

  private GradientBoosting(ParameterValues set) {
    numTrees = set.count("numTrees");
    maxDepth = set.count("maxDepth");
    learningRate = set.number("learningRate");
    threshold = set.number("threshold");
  }

  /**
   * With these parameters, and defaults for the others.
   *
   * @throws IllegalArgumentException with one sentence where a parameter is unknown or out of range
   */
  public static GradientBoosting with(Map<String, Double> set) {
    return new GradientBoosting(new ParameterValues("model " + NAME, PARAMETERS, set));
  }

  @Override
  public RowModel.Fitted fit(double[][] rows, boolean[] bad, long seed) {
    int badRows = 0;
    for (boolean one : bad) {
      badRows += one ? 1 : 0;
    }
    if (badRows == 0 || badRows == rows.length) {
      throw new IllegalArgumentException(
          "model %s needs rows of both kinds; %d of %d are bad"
              .formatted(NAME, badRows, rows.length));
    }
    Integer[] order = new Integer[rows.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        (a, b) -> {
          int byRow = Arrays.compare(rows[a], rows[b]);
          return byRow != 0 ? byRow : Boolean.compare(bad[a], bad[b]);
        });
    double[][] sorted = new double[rows.length][];
    double[] target = new double[rows.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = rows[order[i]];
      target[i] = bad[order[i]] ? 1.0 : 0.0;
    }
    return boosted(sorted, target, badRows);
  }

  private RowModel.Fitted boosted(double[][] rows, double[] target, int badRows) {
    double base = StrictMath.log(badRows / (double) (rows.length - badRows));
    BinnedRows binned = BinnedRows.of(rows);
    double[] sums = new double[rows.length];
    double[] slopes = new double[rows.length];
    double[] curves = new double[rows.length];
    List<BoostedTree> trees = new ArrayList<>();
    for (int t = 0; t < numTrees; t++) {
      for (int i = 0; i < rows.length; i++) {
        double probability = probability(base + sums[i]);
        slopes[i] = probability - target[i];
        curves[i] = probability * (1.0 - probability);
      }
      BoostedTree tree = BoostedTree.grow(binned, slopes, curves, maxDepth, learningRate);
      for (int i = 0; i < rows.length; i++) {
        sums[i] += tree.value(rows[i]);
      }
      trees.add(tree);
    }
    return new Boosted(rows[0].length, base, trees, threshold);
  }

  private static double probability(double logOdds) {
    return 1.0 / (1.0 + StrictMath.exp(-logOdds));
  }

  @Override
  public RowModel.Fitted readFrom(DataInput in) throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("model %s has version %d, not %d".formatted(NAME, version, VERSION));
    }
    int columns = in.readInt();
    double base = in.readDouble();
    int count = in.readInt();
    if (count < 1 || count > MOST_TREES) {
      throw new IOException("model %s has %d trees".formatted(NAME, count));
    }
    List<BoostedTree> trees = new ArrayList<>();
    for (int t = 0; t < count; t++) {
      trees.add(BoostedTree.readFrom(in, columns));
    }
    return new Boosted(columns, base, trees, threshold);
  }

  private record Boosted(int columns, double base, List<BoostedTree> trees, double threshold)
      implements RowModel.Fitted {

    @Override
    public double score(double[] row) {
      double sum = base;
      for (BoostedTree tree : trees) {
        sum += tree.value(row);
      }
      return probability(sum);
    }

    @Override
    public double[] contributions(double[] row) {
      double[] contributions = new double[row.length];
      for (BoostedTree tree : trees) {
        tree.credit(row, contributions);
      }
      return contributions;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeInt(columns);
      out.writeDouble(base);
      out.writeInt(trees.size());
      for (BoostedTree tree : trees) {
        tree.writeTo(out);
      }
    }
  }
}
