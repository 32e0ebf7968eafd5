package io.github.beamwatch.core.model;

import io.github.beamwatch.core.statistics.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Columns measured from their medians in robust deviations: interquartile ranges of a normal
 * column, but at least {@value #LEAST} standard deviations, for columns that are mostly one value.
 * Beyond {@value #KNEE} they grow with the logarithm, so that one column with a long tail does not
 * drown all others.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record RobustScale(double[] medians, double[] deviations) {
  private static final double LEAST = 0.3;
  private static final double KNEE = 3.0;
  private static final double NORMAL_RANGE = 1.349;

  static RobustScale fit(double[][] rows) {
    Standardised usual = Standardised.fit(rows);
    double[] medians = new double[usual.columns()];
    double[] deviations = new double[usual.columns()];
    double[] column = new double[rows.length];
    for (int j = 0; j < medians.length; j++) {
      for (int i = 0; i < rows.length; i++) {
        column[i] = rows[i][j];
      }
      Arrays.sort(column);
      medians[j] = column[rows.length / 2];
      double range = column[(3 * rows.length - 1) / 4] - column[(rows.length - 1) / 4];
      double least = LEAST * usual.deviations()[j];
      deviations[j] = Math.max(range / NORMAL_RANGE, least);
      if (deviations[j] <= 1e-9 * Math.abs(medians[j]) || deviations[j] == 0.0) {
        deviations[j] = Math.max(1e-3 * Math.abs(medians[j]), 1e-3);
      }
    }
    return new RobustScale(medians, deviations);
  }

  int columns() {
    return medians.length;
  }

  double[] of(double[] row) {
    double[] z = new double[row.length];
    for (int j = 0; j < z.length; j++) {
      double distance = (row[j] - medians[j]) / deviations[j];
      double size = Math.abs(distance);
      z[j] =
          size <= KNEE
              ? distance
              : Math.copySign(KNEE * (1.0 + StrictMath.log(size / KNEE)), distance);
    }
    return z;
  }

  void writeTo(DataOutput out) throws IOException {
    DoubleArrays.write(out, medians, deviations);
  }

  static RobustScale readFrom(DataInput in, int columns) throws IOException {
    return new RobustScale(DoubleArrays.read(in, columns), DoubleArrays.read(in, columns));
  }
}
