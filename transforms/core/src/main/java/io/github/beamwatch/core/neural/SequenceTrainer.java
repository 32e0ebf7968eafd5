package io.github.beamwatch.core.neural;

import io.github.beamwatch.core.statistics.SeededRandom;
import java.util.Arrays;
import java.util.List;

/**
 * Trains an {@link LstmNet} on sequences, a batch of them at a time. A part is held back; when its
 * error has not become better for some epochs, training stops, and the best weights are kept.
 *
 * @param epochs how often each sequence is learned at most
 * @param rate the step of {@link Adam}
 */
public record SequenceTrainer(int epochs, double rate) {
  private static final int BATCH = 8;
  private static final int PATIENCE = 6;

  /** No gradient is longer: long sequences would throw the weights about. */
  private static final double LONGEST = 1.0;

  /**
   * Trains.
   *
   * @param learned sequences of at least two rows
   * @param held others; may be empty, then the learned ones say when to stop
   */
  public void train(
      LstmNet net, List<double[][]> learned, List<double[][]> held, SeededRandom random) {
    Adam adam = new Adam(net.weights().length);
    List<double[][]> check = held.isEmpty() ? learned : held;
    double[] best = net.weights().clone();
    double least = error(net, check);
    int since = 0;
    int[] order = new int[learned.size()];
    Arrays.setAll(order, i -> i);
    for (int epoch = 0; epoch < epochs && since < PATIENCE; epoch++) {
      for (int i = order.length - 1; i > 0; i--) {
        int j = random.below(i + 1);
        int moved = order[j];
        order[j] = order[i];
        order[i] = moved;
      }
      epoch(net, learned, order, adam);
      double error = error(net, check);
      since++;
      if (error < least) {
        least = error;
        best = net.weights().clone();
        since = 0;
      }
    }
    System.arraycopy(best, 0, net.weights(), 0, best.length);
  }

  private void epoch(LstmNet net, List<double[][]> learned, int[] order, Adam adam) {
    double[] gradient = new double[net.weights().length];
    for (int from = 0; from < order.length; from += BATCH) {
      int to = Math.min(order.length, from + BATCH);
      Arrays.fill(gradient, 0.0);
      for (int i = from; i < to; i++) {
        var unused = net.learn(learned.get(order[i]), gradient);
      }
      double length = 0.0;
      for (double slope : gradient) {
        length += slope * slope;
      }
      length = Math.sqrt(length) / (to - from);
      double scale = (length > LONGEST ? LONGEST / length : 1.0) / (to - from);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= scale;
      }
      adam.step(net.weights(), gradient, rate);
    }
  }

  private static double error(LstmNet net, List<double[][]> sequences) {
    double[] unused = new double[net.weights().length];
    double sum = 0.0;
    for (double[][] sequence : sequences) {
      sum += net.learn(sequence, unused) / sequences.size();
    }
    return sum;
  }
}
