package io.github.beamwatch.core.detector;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How far values stray from what was predicted: the root of an exponentially weighted mean square.
 * A residual counts as at most four times the scale so far, so that no single one inflates it.
 */
final class ResidualScale {
  private static final double BOUND = 4.0;

  /** Before that many, the scale itself is a guess and bounds nothing. */
  private static final int TRUSTED = 20;

  private final double alpha;
  private long residuals;
  private double square;

  ResidualScale(double alpha) {
    this.alpha = alpha;
  }

  long residuals() {
    return residuals;
  }

  double value() {
    return Math.sqrt(square);
  }

  /** The residual, brought within {@link #BOUND} scales. */
  double bounded(double residual) {
    if (residuals < TRUSTED || square == 0.0) {
      return residual;
    }
    double bound = BOUND * value();
    return Math.max(-bound, Math.min(bound, residual));
  }

  void add(double residual) {
    double bounded = bounded(residual);
    residuals++;
    square += Math.max(alpha, 1.0 / residuals) * (bounded * bounded - square);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeLong(residuals);
    out.writeDouble(square);
  }

  static ResidualScale readFrom(DataInput in, double alpha) throws IOException {
    ResidualScale scale = new ResidualScale(alpha);
    scale.residuals = in.readLong();
    scale.square = in.readDouble();
    return scale;
  }
}
