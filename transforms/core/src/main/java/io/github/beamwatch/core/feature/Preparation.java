package io.github.beamwatch.core.feature;

import io.github.beamwatch.core.feature.FeatureColumn.Missing;
import io.github.beamwatch.core.feature.FeatureColumn.Scaling;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fills missing values and scales features, as it was learned from a sample of rows: the same for
 * the rows that train and for those that are scored. A column without variation is only shifted.
 */
public final class Preparation {
  private static final byte VERSION = 1;
  private static final int MOST = 10_000;

  private final List<FeatureColumn> columns;
  private final double[] fills;
  private final double[] shifts;
  private final double[] scales;

  private Preparation(
      List<FeatureColumn> columns, double[] fills, double[] shifts, double[] scales) {
    this.columns = List.copyOf(columns);
    this.fills = fills;
    this.shifts = shifts;
    this.scales = scales;
  }

  /** Learns from rows, NaN being missing. Their order does not matter. */
  public static Preparation fit(List<FeatureColumn> columns, List<double[]> rows) {
    int d = columns.size();
    double[] fills = new double[d];
    double[] shifts = new double[d];
    double[] scales = new double[d];
    for (int j = 0; j < d; j++) {
      int column = j;
      double[] sorted =
          rows.stream().mapToDouble(row -> row[column]).filter(Double::isFinite).sorted().toArray();
      boolean constant = columns.get(j).missing() == Missing.CONSTANT;
      fills[j] = constant ? columns.get(j).constant() : quantile(sorted, 0.5);
      switch (columns.get(j).scaling()) {
        case STANDARD -> {
          shifts[j] = mean(sorted, 0.0, 1);
          scales[j] = Math.sqrt(mean(sorted, shifts[j], 2));
        }
        case ROBUST -> {
          shifts[j] = quantile(sorted, 0.5);
          scales[j] = quantile(sorted, 0.75) - quantile(sorted, 0.25);
        }
        case NONE, LOG -> scales[j] = 1.0;
      }
      scales[j] = scales[j] > 1e-9 * Math.abs(shifts[j]) ? scales[j] : 1.0;
    }
    return new Preparation(columns, fills, shifts, scales);
  }

  private static double mean(double[] values, double from, int power) {
    double mean = 0.0;
    for (double value : values) {
      mean += (power == 1 ? value : (value - from) * (value - from)) / values.length;
    }
    return mean;
  }

  private static double quantile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return 0.0;
    }
    double at = share * (sorted.length - 1);
    int below = (int) at;
    double above = sorted[Math.min(below + 1, sorted.length - 1)];
    return sorted[below] + (at - below) * (above - sorted[below]);
  }

  /** What is done to each feature, in the order of the rows' values. */
  public List<FeatureColumn> columns() {
    return columns;
  }

  /** A row as a model sees it; null for one that is left out because a value is missing. */
  public double @Nullable [] apply(double[] row) {
    double[] prepared = new double[row.length];
    for (int j = 0; j < row.length; j++) {
      boolean missing = Double.isNaN(row[j]);
      if (missing && columns.get(j).missing() == Missing.DROP) {
        return null;
      }
      double value = missing && columns.get(j).missing() != Missing.KEEP ? fills[j] : row[j];
      prepared[j] =
          columns.get(j).scaling() == Scaling.LOG
              ? Math.copySign(StrictMath.log1p(Math.abs(value)), value)
              : (value - shifts[j]) / scales[j];
    }
    return prepared;
  }

  /** Writes all of it. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    VarInts.write(out, columns.size());
    for (int j = 0; j < fills.length; j++) {
      FeatureColumn column = columns.get(j);
      out.writeUTF(column.name());
      out.writeUTF(column.missing().name());
      out.writeDouble(column.constant());
      out.writeUTF(column.scaling().name());
      out.writeDouble(fills[j]);
      out.writeDouble(shifts[j]);
      out.writeDouble(scales[j]);
    }
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @throws IOException where the bytes are of another version
   */
  public static Preparation readFrom(DataInput in) throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("a preparation in version %d, not %d".formatted(version, VERSION));
    }
    int d = VarInts.readCount(in, MOST, "features");
    List<FeatureColumn> columns = new ArrayList<>();
    double[] fills = new double[d];
    double[] shifts = new double[d];
    double[] scales = new double[d];
    for (int j = 0; j < d; j++) {
      String name = in.readUTF();
      Missing missing = named(Missing.values(), in.readUTF());
      double constant = in.readDouble();
      columns.add(
          new FeatureColumn(name, missing, constant, named(Scaling.values(), in.readUTF())));
      fills[j] = in.readDouble();
      shifts[j] = in.readDouble();
      scales[j] = in.readDouble();
    }
    return new Preparation(columns, fills, shifts, scales);
  }

  private static <E extends Enum<E>> E named(E[] all, String name) throws IOException {
    return Arrays.stream(all)
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IOException("no way to prepare a feature: " + name));
  }
}
