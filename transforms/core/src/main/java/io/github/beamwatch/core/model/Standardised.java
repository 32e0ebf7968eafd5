package io.github.beamwatch.core.model;

import io.github.beamwatch.core.statistics.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Columns in standard deviations from their means. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Standardised(double[] means, double[] deviations) {
  /** What a departure from a column without variation counts. */
  private static final double CERTAIN = 1000.0;

  static Standardised fit(double[][] rows) {
    int d = rows[0].length;
    double[] means = new double[d];
    double[] deviations = new double[d];
    for (int j = 0; j < d; j++) {
      double squares = 0.0;
      for (int i = 0; i < rows.length; i++) {
        double distance = rows[i][j] - means[j];
        means[j] += distance / (i + 1);
        squares += distance * ((rows[i][j] - means[j]) / rows.length);
      }
      deviations[j] = Math.sqrt(squares);
    }
    return new Standardised(means, deviations);
  }

  int columns() {
    return means.length;
  }

  double[] of(double[] row) {
    double[] z = new double[row.length];
    for (int j = 0; j < z.length; j++) {
      double distance = row[j] - means[j];
      double negligible = 1e-9 * Math.abs(means[j]);
      if (Math.abs(distance) > negligible) {
        z[j] =
            deviations[j] > negligible
                ? Math.max(-1e12, Math.min(1e12, distance / deviations[j]))
                : Math.copySign(CERTAIN, distance);
      }
    }
    return z;
  }

  void writeTo(DataOutput out) throws IOException {
    DoubleArrays.write(out, means, deviations);
  }

  static Standardised readFrom(DataInput in, int columns) throws IOException {
    return new Standardised(DoubleArrays.read(in, columns), DoubleArrays.read(in, columns));
  }
}
