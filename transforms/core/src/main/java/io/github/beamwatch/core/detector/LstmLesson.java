package io.github.beamwatch.core.detector;

import io.github.beamwatch.core.neural.LstmNet;
import io.github.beamwatch.core.neural.SequenceTrainer;
import io.github.beamwatch.core.statistics.SeededRandom;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How the net of {@link Lstm} is taught: on overlapping stretches of {@value #STRETCH} of the first
 * samples, in their deviations. The last fifth is held back to say when to stop, and the errors of
 * all of them are the first measure of what is usual.
 *
 * @param hidden cells of the net
 * @param epochs how often each stretch is learned at most
 * @param seed of the first weights and of the order of stretches
 */
record LstmLesson(int hidden, int epochs, long seed) implements Serializable {
  private static final int STRETCH = 24;
  private static final double RATE = 0.01;

  Lstm.Taught taught(List<double[]> samples, double alpha) {
    int d = samples.get(0).length;
    double[] means = new double[d];
    double[] deviations = new double[d];
    for (int j = 0; j < d; j++) {
      for (double[] values : samples) {
        means[j] += values[j] / samples.size();
      }
      for (double[] values : samples) {
        double distance = values[j] - means[j];
        deviations[j] += distance * (distance / samples.size());
      }
      deviations[j] = Math.sqrt(deviations[j]);
    }
    SeededRandom random = SeededRandom.of(seed, "lstm", 0);
    LstmNet net = LstmNet.random(d, hidden, random);
    Lstm.Taught taught = new Lstm.Taught(net, means, deviations);
    double[][] z = new double[samples.size()][];
    for (int i = 0; i < z.length; i++) {
      z[i] = taught.standardised(samples.get(i));
    }
    int held = z.length - z.length / 5;
    new SequenceTrainer(epochs, RATE)
        .train(net, stretches(z, 0, held), stretches(z, held, z.length), random);
    for (double[] values : samples) {
      taught.learn(values, alpha);
    }
    return taught;
  }

  private static List<double[][]> stretches(double[][] z, int from, int to) {
    List<double[][]> stretches = new ArrayList<>();
    int length = Math.min(STRETCH, to - from);
    for (int at = from; length >= 2 && at + length <= to; at += Math.max(1, length / 2)) {
      double[][] stretch = new double[length][];
      System.arraycopy(z, at, stretch, 0, length);
      stretches.add(stretch);
    }
    return stretches;
  }
}
