package io.github.beamwatch.core.statistics;

/** The upper tail of Student's t distribution. */
public final class StudentTail {
  private StudentTail() {}

  /** ln P(T ≥ t) with this many degrees of freedom. */
  public static double logAtLeast(double t, double degrees) {
    double square = t * t;
    if (Double.isInfinite(square)) {
      return t > 0 ? Double.NEGATIVE_INFINITY : 0.0;
    }
    double total = degrees + square;
    double half =
        IncompleteBeta.log(degrees / total, square / total, degrees / 2.0, 0.5) - Math.log(2.0);
    return t >= 0.0 ? half : Math.log1p(-Math.exp(half));
  }
}
