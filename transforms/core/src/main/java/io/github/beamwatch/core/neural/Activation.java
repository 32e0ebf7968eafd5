package io.github.beamwatch.core.neural;

/** The curves of nets, in arithmetic that is the same on every machine. */
final class Activation {
  private Activation() {}

  /** From 0 to 1. */
  static double sigmoid(double x) {
    return 1.0 / (1.0 + StrictMath.exp(-Math.max(-40.0, Math.min(40.0, x))));
  }

  /** From −1 to 1. */
  static double tanh(double x) {
    return 2.0 * sigmoid(2.0 * x) - 1.0;
  }
}
