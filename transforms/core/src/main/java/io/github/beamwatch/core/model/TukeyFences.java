package io.github.beamwatch.core.model;

import io.github.beamwatch.core.detector.Parameter;
import io.github.beamwatch.core.statistics.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The greatest distance of any column beyond its quartiles, in interquartile ranges (Tukey 1977,
 * "Exploratory data analysis"): 0 between the quartiles, 1.5 at the inner fence, at most 1000,
 * which is also the answer for any departure by more than one part in 10⁹ where the quartiles are
 * equal. The furthest column contributes the whole score. Quartiles are interpolated between ranks.
 * Without chance. Size: {@code 16·d} bytes.
 */
final class TukeyFences implements RowModel {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;
  private static final double MOST = 1000.0;

  static final RowModelKind KIND =
      new RowModelKind(
          "iqr",
          "the column furthest beyond its quartiles, in interquartile ranges; robust, no model",
          List.of(new Parameter("threshold", 1.5, 0.0, MOST, "interquartile ranges")),
          set -> new TukeyFences(set.number("threshold")));

  private final double threshold;

  TukeyFences(double threshold) {
    this.threshold = threshold;
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public Fitted fit(double[][] rows, long seed) {
    int d = rows[0].length;
    double[] lower = new double[d];
    double[] upper = new double[d];
    double[] column = new double[rows.length];
    for (int j = 0; j < d; j++) {
      for (int i = 0; i < rows.length; i++) {
        column[i] = rows[i][j];
      }
      Arrays.sort(column);
      lower[j] = quantile(column, 0.25);
      upper[j] = quantile(column, 0.75);
    }
    return new Fences(lower, upper);
  }

  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    double part = at - below;
    double above = sorted[Math.min(below + 1, sorted.length - 1)];
    return part == 0.0 ? sorted[below] : sorted[below] * (1.0 - part) + above * part;
  }

  @Override
  public Fitted readFrom(DataInput in) throws IOException {
    int columns = DoubleArrays.readChannels(in, "model iqr", VERSION);
    return new Fences(DoubleArrays.read(in, columns), DoubleArrays.read(in, columns));
  }

  private static final class Fences implements Fitted {
    private final double[] lower;
    private final double[] upper;

    Fences(double[] lower, double[] upper) {
      this.lower = lower;
      this.upper = upper;
    }

    @Override
    public double score(double[] row) {
      double greatest = 0.0;
      for (double distance : beyond(row)) {
        greatest = Math.max(greatest, distance);
      }
      return greatest;
    }

    @Override
    public double[] contributions(double[] row) {
      return Greatest.alone(beyond(row));
    }

    private double[] beyond(double[] row) {
      double[] ranges = new double[row.length];
      for (int j = 0; j < row.length; j++) {
        double beyond = Math.max(lower[j] - row[j], row[j] - upper[j]);
        if (beyond > 1e-9 * Math.max(Math.abs(lower[j]), Math.abs(upper[j]))) {
          ranges[j] = Math.min(MOST, beyond / (upper[j] - lower[j]));
        }
      }
      return ranges;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeInt(lower.length);
      DoubleArrays.write(out, lower, upper);
    }
  }
}
