package io.github.beamwatch.core.neural;

/**
 * Stochastic gradient descent with a step of its own for each weight (Kingma, Ba 2015, "Adam: a
 * method for stochastic optimization"), with the paper's constants.
 */
public final class Adam {
  private static final double MEAN_DECAY = 0.9;
  private static final double SQUARE_DECAY = 0.999;
  private static final double LEAST = 1e-8;

  private final double[] means;
  private final double[] squares;
  private double meanShare = 1.0;
  private double squareShare = 1.0;

  /** For this many weights. */
  public Adam(int weights) {
    means = new double[weights];
    squares = new double[weights];
  }

  /**
   * Moves weights against their gradient.
   *
   * @param rate the length of a usual step
   */
  public void step(double[] weights, double[] gradient, double rate) {
    meanShare *= MEAN_DECAY;
    squareShare *= SQUARE_DECAY;
    for (int i = 0; i < weights.length; i++) {
      double slope = gradient[i];
      means[i] = MEAN_DECAY * means[i] + (1.0 - MEAN_DECAY) * slope;
      squares[i] = SQUARE_DECAY * squares[i] + (1.0 - SQUARE_DECAY) * slope * slope;
      double mean = means[i] / (1.0 - meanShare);
      double square = squares[i] / (1.0 - squareShare);
      weights[i] -= rate * mean / (Math.sqrt(square) + LEAST);
    }
  }
}
