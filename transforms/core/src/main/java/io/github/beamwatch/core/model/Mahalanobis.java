package io.github.beamwatch.core.model;

import io.github.beamwatch.core.detector.Parameter;
import io.github.beamwatch.core.statistics.ChiSquare;
import io.github.beamwatch.core.statistics.Covariance;
import io.github.beamwatch.core.statistics.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Distance from the mean by the covariance (Mahalanobis 1936): rows whose columns do not go
 * together as they do elsewhere.
 *
 * <p>{@code D² = zᵀR⁻¹z}, with z the columns in standard deviations and R their correlations,
 * shrunk by {@code n/(n + 4d)}, at most {@value #MOST_TRUST}, so that collinear columns have an
 * answer. Score: D² on the scale of a standard normal variable ({@link ChiSquare#asNormal}), below
 * 0 for rows more usual than most. In a constant column a departure of more than one part in 10⁹
 * counts as 1000 deviations. Without chance. Size: {@code 8·d·(d + 5)/2} bytes.
 */
final class Mahalanobis implements RowModel {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;
  private static final double MOST_TRUST = 0.9999;

  static final RowModelKind KIND =
      new RowModelKind(
          "mahalanobis",
          "rows whose columns do not go together as elsewhere; one cloud, no clusters",
          List.of(new Parameter("threshold", 4.0, 0.0, 1000.0, "standard normal quantile")),
          set -> new Mahalanobis(set.number("threshold")));

  private final double threshold;

  Mahalanobis(double threshold) {
    this.threshold = threshold;
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public Fitted fit(double[][] rows, long seed) {
    Standardised scale = Standardised.fit(rows);
    Covariance covariance = new Covariance(scale.columns());
    for (int i = 0; i < rows.length; i++) {
      covariance.learn(scale.of(rows[i]), 1.0 / (i + 1));
    }
    return new Cloud(rows.length, scale, covariance);
  }

  @Override
  public Fitted readFrom(DataInput in) throws IOException {
    int columns = DoubleArrays.readChannels(in, "model mahalanobis", VERSION);
    return new Cloud(
        in.readInt(), Standardised.readFrom(in, columns), Covariance.readFrom(in, columns));
  }

  private record Cloud(int rows, Standardised scale, Covariance covariance) implements Fitted {

    @Override
    public double score(double[] row) {
      int d = scale.columns();
      double[] reliability = new double[d];
      Arrays.fill(reliability, Math.sqrt(Math.min(MOST_TRUST, rows / (rows + 4.0 * d))));
      return ChiSquare.asNormal(covariance.squaredDistance(scale.of(row), reliability), d);
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeInt(scale.columns());
      out.writeInt(rows);
      scale.writeTo(out);
      covariance.writeTo(out);
    }
  }
}
