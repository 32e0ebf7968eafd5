package io.github.beamwatch.core.statistics;

/** The logarithm of the gamma function. */
final class LogGamma {
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  /** Above this, Stirling's series is exact to the last bits. */
  private static final double SERIES_FROM = 10.0;

  private LogGamma() {}

  /** ln Γ(x) for x above 0: Stirling's series, reached by recurrence for small x. */
  static double of(double x) {
    double product = 1.0;
    double y = x;
    while (y < SERIES_FROM) {
      product *= y;
      y += 1.0;
    }
    return (y - 0.5) * Math.log(y) - y + HALF_LOG_TWO_PI + correction(y) - Math.log(product);
  }

  /** ln B(a, b), without the cancellation that three large logarithms would bring. */
  static double beta(double a, double b) {
    double small = Math.min(a, b);
    double large = Math.max(a, b);
    if (large < SERIES_FROM) {
      return of(a) + of(b) - of(a + b);
    }
    // Γ(large)/Γ(large+small) by the difference of two Stirling series
    double difference =
        -small * Math.log(large + small)
            - (large - 0.5) * Math.log1p(small / large)
            + small
            + correction(large)
            - correction(large + small);
    return of(small) + difference;
  }

  private static double correction(double y) {
    double r = 1.0 / y;
    double s = r * r;
    return r
        * (1.0 / 12
            + s
                * (-1.0 / 360
                    + s
                        * (1.0 / 1260
                            + s
                                * (-1.0 / 1680
                                    + s
                                        * (1.0 / 1188
                                            + s * (-691.0 / 360360 + s * (1.0 / 156)))))));
  }
}
