package io.github.beamwatch.core.model;

import io.github.beamwatch.core.detector.Parameter;
import io.github.beamwatch.core.statistics.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What every model has in common: it meets missing values, it does not see the order of rows, and
 * it can place its threshold by a share of rows.
 *
 * <p>NaN counts as the median of the column's values in the rows it was fitted on, 0 in a column
 * without any. Values beyond ±10¹⁵⁰ count as ±10¹⁵⁰. Rows are sorted before the model is fitted, so
 * that the same rows in any order give the same bytes. With a {@code contamination} above 0 the
 * threshold is the score that this share of the fitted rows reaches.
 */
final class Prepared implements RowModel {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 2;

  static final Parameter CONTAMINATION =
      new Parameter(
          "contamination",
          0.0,
          0.0,
          0.5,
          "share of the fitted rows that are anomalies, in place of the threshold; 0 for none");

  private final String name;
  private final RowModel model;
  private final double contamination;

  Prepared(String name, RowModel model, double contamination) {
    this.name = name;
    this.model = model;
    this.contamination = contamination;
  }

  @Override
  public double threshold() {
    return model.threshold();
  }

  @Override
  public Fitted fit(double[][] rows, long seed) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("model " + name + " cannot be fitted on no rows");
    }
    double[] medians = new double[rows[0].length];
    for (int column = 0; column < medians.length; column++) {
      medians[column] = median(rows, column);
    }
    double[][] filled = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      filled[i] = filled(rows[i], medians);
    }
    Arrays.sort(filled, Arrays::compare);
    Fitted fitted = model.fit(filled, seed);
    return new PreparedFit(medians, learned(fitted, filled), fitted);
  }

  private double learned(Fitted fitted, double[][] rows) {
    if (contamination == 0.0) {
      return Double.NaN;
    }
    double[] scores = Arrays.stream(rows).mapToDouble(fitted::score).sorted().toArray();
    int anomalies = (int) Math.max(1, Math.round(contamination * scores.length));
    return scores[scores.length - anomalies];
  }

  private static double median(double[][] rows, int column) {
    double[] present =
        Arrays.stream(rows)
            .mapToDouble(row -> column < row.length ? row[column] : Double.NaN)
            .filter(value -> !Double.isNaN(value))
            .sorted()
            .toArray();
    int middle = present.length / 2;
    if (present.length == 0) {
      return 0.0;
    }
    boolean odd = present.length % 2 == 1;
    double median = odd ? present[middle] : present[middle - 1] / 2.0 + present[middle] / 2.0;
    return Math.max(-1e150, Math.min(1e150, median));
  }

  private double[] filled(double[] row, double[] medians) {
    if (row.length != medians.length) {
      throw new IllegalArgumentException(
          "model %s: a row has %d columns, the first one had %d"
              .formatted(name, row.length, medians.length));
    }
    double[] filled = DoubleArrays.bounded(row);
    for (int i = 0; i < filled.length; i++) {
      filled[i] = Double.isNaN(filled[i]) ? medians[i] : filled[i] + 0.0; // −0 becomes 0
    }
    return filled;
  }

  @Override
  public Fitted readFrom(DataInput in) throws IOException {
    int columns = DoubleArrays.readChannels(in, "model " + name, VERSION);
    double[] medians = DoubleArrays.read(in, columns);
    return new PreparedFit(medians, in.readDouble(), model.readFrom(in));
  }

  private final class PreparedFit implements Fitted {
    private final double[] medians;
    private final double learnedThreshold;
    private final Fitted fitted;

    PreparedFit(double[] medians, double learnedThreshold, Fitted fitted) {
      this.medians = medians;
      this.learnedThreshold = learnedThreshold;
      this.fitted = fitted;
    }

    @Override
    public double score(double[] row) {
      return fitted.score(filled(row, medians));
    }

    @Override
    public double[] contributions(double[] row) {
      return fitted.contributions(filled(row, medians));
    }

    @Override
    public double threshold() {
      return Double.isNaN(learnedThreshold) ? model.threshold() : learnedThreshold;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeInt(medians.length);
      DoubleArrays.write(out, medians);
      out.writeDouble(learnedThreshold);
      fitted.writeTo(out);
    }
  }
}
