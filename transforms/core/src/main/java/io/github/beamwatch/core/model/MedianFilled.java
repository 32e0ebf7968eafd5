package io.github.beamwatch.core.model;

import io.github.beamwatch.core.statistics.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A model that meets missing values: NaN counts as the median of the column's values in the rows it
 * was fitted on, 0 in a column without any. Values beyond ±10¹⁵⁰ count as ±10¹⁵⁰.
 */
final class MedianFilled implements RowModel {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;

  private final String name;
  private final RowModel model;

  MedianFilled(String name, RowModel model) {
    this.name = name;
    this.model = model;
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
    return new FilledFit(medians, model.fit(filled, seed));
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
      filled[i] = Double.isNaN(filled[i]) ? medians[i] : filled[i];
    }
    return filled;
  }

  @Override
  public Fitted readFrom(DataInput in) throws IOException {
    int columns = DoubleArrays.readChannels(in, "model " + name, VERSION);
    double[] medians = DoubleArrays.read(in, columns);
    return new FilledFit(medians, model.readFrom(in));
  }

  private final class FilledFit implements Fitted {
    private final double[] medians;
    private final Fitted fitted;

    FilledFit(double[] medians, Fitted fitted) {
      this.medians = medians;
      this.fitted = fitted;
    }

    @Override
    public double score(double[] row) {
      return fitted.score(filled(row, medians));
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeInt(medians.length);
      DoubleArrays.write(out, medians);
      fitted.writeTo(out);
    }
  }
}
