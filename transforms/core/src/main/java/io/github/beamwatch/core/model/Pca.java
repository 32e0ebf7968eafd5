package io.github.beamwatch.core.model;

import io.github.beamwatch.core.detector.Parameter;
import io.github.beamwatch.core.statistics.ChiSquare;
import io.github.beamwatch.core.statistics.Covariance;
import io.github.beamwatch.core.statistics.DoubleArrays;
import io.github.beamwatch.core.statistics.Eigenvectors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Principal components (Jackson, Mudholkar 1979, "Control procedures for residuals associated with
 * principal component analysis"): rows that do not lie near the few directions in which all others
 * vary.
 *
 * <p>Of the columns in standard deviations, the first components that hold the share {@code
 * variance} of all variance are kept, at most all but one. A row's error in a column is what these
 * components leave of it; Q, the sum of squared errors, is compared with its mean q in the fitted
 * rows. Score: {@code r·Q/q} on the scale of a standard normal variable ({@link
 * ChiSquare#asNormal}), r the number of components left out. Contributions: the columns' squared
 * errors times r/q; they sum to r·Q/q. Where components leave nothing, q counts as {@value #LEAST}.
 *
 * <p>Without chance. Size: {@code 8·d·(k + 2) + 17} bytes for k components.
 */
final class Pca implements RowModel {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;
  private static final double LEAST = 1e-6;

  static final RowModelKind KIND =
      new RowModelKind(
          "pca",
          "rows away from the directions in which all others vary; many correlated columns",
          List.of(
              new Parameter("variance", 0.9, 0.0, 1.0, "share of variance that is kept"),
              new Parameter("threshold", 4.0, 0.0, 1e6, "standard normal quantile")),
          set -> new Pca(set.number("variance"), set.number("threshold")));

  private final double variance;
  private final double threshold;

  Pca(double variance, double threshold) {
    this.variance = variance;
    this.threshold = threshold;
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public Fitted fit(double[][] rows, long seed) {
    Standardised scale = Standardised.fit(rows);
    int d = scale.columns();
    Covariance covariance = new Covariance(d);
    for (int i = 0; i < rows.length; i++) {
      covariance.learn(scale.of(rows[i]), 1.0 / (i + 1));
    }
    double[][] matrix = new double[d][d];
    double all = 0.0;
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        matrix[i][j] = covariance.covariance(i, j);
      }
      all += matrix[i][i];
    }
    Eigenvectors eigen = Eigenvectors.of(matrix);
    int kept = 0;
    for (double held = 0.0; kept < d - 1 && held < variance * all - 1e-12; kept++) {
      held += eigen.values()[kept];
    }
    double[][] components = new double[kept][];
    System.arraycopy(eigen.vectors(), 0, components, 0, kept);
    double mean = 0.0;
    for (double[] row : rows) {
      for (double error : errors(scale.of(row), components)) {
        mean += error * error / rows.length;
      }
    }
    return new Components(scale, components, Math.max(LEAST, mean));
  }

  /** What the components leave. */
  private static double[] errors(double[] z, double[][] components) {
    double[] errors = z.clone();
    for (double[] component : components) {
      double along = 0.0;
      for (int j = 0; j < z.length; j++) {
        along += component[j] * z[j];
      }
      for (int j = 0; j < z.length; j++) {
        errors[j] -= along * component[j];
      }
    }
    return errors;
  }

  @Override
  public Fitted readFrom(DataInput in) throws IOException {
    int d = DoubleArrays.readChannels(in, "model pca", VERSION);
    int kept = in.readInt();
    if (kept < 0 || kept >= d) {
      throw new IOException("model pca keeps %d of %d components".formatted(kept, d));
    }
    double mean = in.readDouble();
    Standardised scale = Standardised.readFrom(in, d);
    double[][] components = new double[kept][];
    for (int k = 0; k < kept; k++) {
      components[k] = DoubleArrays.read(in, d);
    }
    return new Components(scale, components, mean);
  }

  private static final class Components implements Fitted {
    private final Standardised scale;
    private final double[][] components;
    private final double mean;

    Components(Standardised scale, double[][] components, double mean) {
      this.scale = scale;
      this.components = components;
      this.mean = mean;
    }

    @Override
    public double score(double[] row) {
      double sum = 0.0;
      for (double contribution : contributions(row)) {
        sum += contribution;
      }
      return ChiSquare.asNormal(sum, leftOut());
    }

    @Override
    public double[] contributions(double[] row) {
      double[] squared = errors(scale.of(row), components);
      for (int j = 0; j < squared.length; j++) {
        squared[j] *= squared[j] * leftOut() / mean;
      }
      return squared;
    }

    private int leftOut() {
      return scale.columns() - components.length;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeInt(scale.columns());
      out.writeInt(components.length);
      out.writeDouble(mean);
      scale.writeTo(out);
      DoubleArrays.write(out, components);
    }
  }
}
