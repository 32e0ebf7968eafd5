package io.github.beamwatch.core.model;

import io.github.beamwatch.core.detector.Parameter;
import io.github.beamwatch.core.statistics.ChiSquare;
import io.github.beamwatch.core.statistics.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Tail probability (Li, Zhao, Hu, Botta, Ionescu, Chen 2022, "ECOD: unsupervised outlier detection
 * using empirical cumulative distribution functions"): rows that are far out in many columns.
 *
 * <p>Per column the share of fitted values at or below, and at or above, the row's; the surprise is
 * −ln of the smaller. (The paper's third choice, the side to which a column is skewed, is never
 * more than the greater of both, so a maximum per column drops it.) Score: the sum S over the d
 * columns, which are the contributions, on the scale of a standard normal variable ({@link
 * ChiSquare#asNormal} of 2S, 2d): below 0 for rows more usual than most. A share is at least 1/n. A
 * constant column adds nothing while a row agrees with it. Without chance.
 *
 * <p>Size: the fitted values, {@code 8·n·d} bytes. Not meant for rows that are odd only in how
 * columns go together.
 */
final class Ecod implements RowModel {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;

  static final RowModelKind KIND =
      new RowModelKind(
          "ecod",
          "rows in the tails of many columns; no parameter, no chance",
          List.of(new Parameter("threshold", 4.0, 0.0, 1000.0, "standard normal quantile")),
          set -> new Ecod(set.number("threshold")));

  private final double threshold;

  Ecod(double threshold) {
    this.threshold = threshold;
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public Fitted fit(double[][] rows, long seed) {
    double[][] columns = new double[rows[0].length][rows.length];
    for (int j = 0; j < columns.length; j++) {
      for (int i = 0; i < rows.length; i++) {
        columns[j][i] = rows[i][j];
      }
      Arrays.sort(columns[j]);
    }
    return new Tails(columns);
  }

  @Override
  public Fitted readFrom(DataInput in) throws IOException {
    double[][] columns = new double[DoubleArrays.readChannels(in, "model ecod", VERSION)][];
    int rows = in.readInt();
    if (rows < 1) {
      throw new IOException("model ecod rests on %d rows; at least 1 is needed".formatted(rows));
    }
    for (int j = 0; j < columns.length; j++) {
      columns[j] = DoubleArrays.read(in, rows);
    }
    return new Tails(columns);
  }

  private static final class Tails implements Fitted {
    private final double[][] sorted;

    Tails(double[][] sorted) {
      this.sorted = sorted;
    }

    @Override
    public double score(double[] row) {
      double sum = 0.0;
      for (double surprise : contributions(row)) {
        sum += surprise;
      }
      return ChiSquare.asNormal(2.0 * sum, 2 * sorted.length);
    }

    @Override
    public double[] contributions(double[] row) {
      double[] surprises = new double[sorted.length];
      for (int j = 0; j < sorted.length; j++) {
        double[] values = sorted[j];
        int n = values.length;
        double low = surprise(SortedValues.countUpTo(values, row[j]), n);
        double high = surprise(n - SortedValues.countBelow(values, row[j]), n);
        surprises[j] = Math.max(low, high);
      }
      return surprises;
    }

    private static double surprise(int beyond, int of) {
      return -StrictMath.log(Math.max(1, beyond) / (double) of);
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeInt(sorted.length);
      out.writeInt(sorted[0].length);
      DoubleArrays.write(out, sorted);
    }
  }
}
