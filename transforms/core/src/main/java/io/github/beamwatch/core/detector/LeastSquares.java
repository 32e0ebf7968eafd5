package io.github.beamwatch.core.detector;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Linear regression, one observation at a time: recursive least squares with exponential
 * forgetting.
 */
final class LeastSquares {
  private static final double FIRST_COVARIANCE = 100.0;

  /** Where nothing new comes in, forgetting would let the covariance grow without end. */
  private static final double MAX_COVARIANCE = 1e4;

  private final double keep;
  private final double[] weights;
  private final double[][] covariance;

  LeastSquares(int inputs, double keep) {
    this.keep = keep;
    this.weights = new double[inputs];
    this.covariance = new double[inputs][inputs];
    for (int i = 0; i < inputs; i++) {
      covariance[i][i] = FIRST_COVARIANCE;
    }
  }

  double predict(double[] inputs) {
    return dot(weights, inputs);
  }

  void learn(double[] inputs, double output) {
    double error = output - predict(inputs);
    double[] gain = new double[weights.length];
    for (int i = 0; i < gain.length; i++) {
      gain[i] = dot(covariance[i], inputs);
    }
    double spread = keep + dot(gain, inputs);
    double trace = 0.0;
    for (int i = 0; i < gain.length; i++) {
      weights[i] += gain[i] / spread * error;
      trace += covariance[i][i];
    }
    double grown = trace > MAX_COVARIANCE ? 1.0 : 1.0 / keep;
    for (int i = 0; i < gain.length; i++) {
      for (int j = 0; j <= i; j++) {
        double value = (covariance[i][j] - gain[i] * gain[j] / spread) * grown;
        // Both halves alike, or rounding would make it no covariance in the end.
        covariance[i][j] = value;
        covariance[j][i] = value;
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0.0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  void writeTo(DataOutput out) throws IOException {
    for (int i = 0; i < weights.length; i++) {
      out.writeDouble(weights[i]);
      for (int j = 0; j <= i; j++) {
        out.writeDouble(covariance[i][j]);
      }
    }
  }

  static LeastSquares readFrom(DataInput in, int inputs, double keep) throws IOException {
    LeastSquares model = new LeastSquares(inputs, keep);
    for (int i = 0; i < inputs; i++) {
      model.weights[i] = in.readDouble();
      for (int j = 0; j <= i; j++) {
        double value = in.readDouble();
        model.covariance[i][j] = value;
        model.covariance[j][i] = value;
      }
    }
    return model;
  }
}
