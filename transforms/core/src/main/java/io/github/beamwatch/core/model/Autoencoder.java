package io.github.beamwatch.core.model;

import io.github.beamwatch.core.detector.Parameter;
import io.github.beamwatch.core.neural.Adam;
import io.github.beamwatch.core.neural.DenseNet;
import io.github.beamwatch.core.statistics.ChiSquare;
import io.github.beamwatch.core.statistics.DoubleArrays;
import io.github.beamwatch.core.statistics.SeededRandom;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Autoencoder (Hawkins, He, Williams, Baxter 2002, "Outlier detection using replicator neural
 * networks"): rows that a net which was forced through a bottleneck cannot tell again.
 *
 * <p>Columns are measured by {@link RobustScale}. The net has three hidden layers: {@code hidden},
 * {@code bottleneck}, {@code hidden}; 0 chooses d and half of d, at most {@value #MOST_HIDDEN} and
 * {@value #MOST_BOTTLENECK}. It sees rows with normal noise of {@value #NOISE} deviations and is to
 * give them back without (Vincent and others 2008). Trained by {@link Adam} in batches of {@value
 * #BATCH} rows for at most {@code epochs}, on at most {@value #MOST_ROWS} rows of which a tenth is
 * held back; after {@value #PATIENCE} epochs without a better error of those it stops, and the best
 * weights are kept. Meant to be fitted on usual rows; a few odd ones among many do little harm.
 *
 * <p>A column's error counts in deviations of its own errors in the fitted rows. Score: the sum of
 * their squares on the scale of a standard normal variable ({@link ChiSquare#asNormal}).
 * Contributions: the squared errors; they sum to that sum. Size: {@code 8·w + 24·d + 40} bytes for
 * w weights, 70 kB for 36 columns.
 */
final class Autoencoder implements RowModel {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;
  private static final int MOST_HIDDEN = 64;
  private static final int MOST_BOTTLENECK = 16;
  private static final int MOST_ROWS = 20_000;
  private static final int BATCH = 32;
  private static final int PATIENCE = 8;
  private static final double NOISE = 0.1;
  private static final double LEAST_DEVIATION = 0.01;

  static final RowModelKind KIND =
      new RowModelKind(
          "autoencoder",
          "rows that a net trained on usual rows cannot tell again; columns that depend on others",
          List.of(
              new Parameter("hidden", 0, 0, 1000, "values of the outer hidden layers; 0 chooses"),
              new Parameter("bottleneck", 0, 0, 1000, "values of the inner layer; 0 chooses"),
              new Parameter("epochs", 30, 1, 10_000, "times that each row is learned at most"),
              new Parameter("learningRate", 0.003, 1e-6, 1.0, "step of Adam, halved at the end"),
              new Parameter("threshold", 4.0, 0.0, 1e6, "standard normal quantile")),
          set ->
              new Autoencoder(
                  set.count("hidden"),
                  set.count("bottleneck"),
                  set.count("epochs"),
                  set.number("learningRate"),
                  set.number("threshold")));

  private final int hidden;
  private final int bottleneck;
  private final int epochs;
  private final double learningRate;
  private final double threshold;

  Autoencoder(int hidden, int bottleneck, int epochs, double learningRate, double threshold) {
    this.hidden = hidden;
    this.bottleneck = bottleneck;
    this.epochs = epochs;
    this.learningRate = learningRate;
    this.threshold = threshold;
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public Fitted fit(double[][] rows, long seed) {
    SeededRandom random = SeededRandom.of(seed, "autoencoder", 0);
    RobustScale scale = RobustScale.fit(rows);
    double[][] sample = RowSample.drawn(rows, Math.min(MOST_ROWS, rows.length), random);
    for (int i = 0; i < sample.length; i++) {
      sample[i] = scale.of(sample[i]);
    }
    int d = rows[0].length;
    int outer = hidden > 0 ? hidden : Math.min(MOST_HIDDEN, Math.max(4, d));
    int inner = bottleneck > 0 ? bottleneck : Math.min(MOST_BOTTLENECK, Math.max(1, d / 2));
    DenseNet net = DenseNet.random(new int[] {d, outer, inner, outer, d}, random);
    int held = sample.length / 10;
    double[][] check = Arrays.copyOf(sample, held == 0 ? sample.length : held);
    train(net, Arrays.copyOfRange(sample, held, sample.length), check, random);
    return new Trained(scale, net, deviations(net, sample));
  }

  private void train(DenseNet net, double[][] rows, double[][] check, SeededRandom random) {
    Adam adam = new Adam(net.weights().length);
    double[] best = net.weights().clone();
    double least = meanSquare(net, check);
    int since = 0;
    for (int epoch = 0; epoch < epochs && since < PATIENCE; epoch++) {
      double rate = learningRate * (since > PATIENCE / 2 ? 0.5 : 1.0);
      epoch(net, RowSample.drawn(rows, rows.length, random), adam, rate, random);
      double error = meanSquare(net, check);
      since++;
      if (error < least) {
        least = error;
        best = net.weights().clone();
        since = 0;
      }
    }
    System.arraycopy(best, 0, net.weights(), 0, best.length);
  }

  private static void epoch(
      DenseNet net, double[][] rows, Adam adam, double rate, SeededRandom random) {
    double[] gradient = new double[net.weights().length];
    double[][] pass = net.newPass();
    double[] slopes = new double[rows[0].length];
    for (int from = 0; from < rows.length; from += BATCH) {
      int to = Math.min(rows.length, from + BATCH);
      Arrays.fill(gradient, 0.0);
      for (int i = from; i < to; i++) {
        for (int j = 0; j < slopes.length; j++) {
          pass[0][j] = rows[i][j] + NOISE * random.normal();
        }
        double[] told = net.forward(pass);
        for (int j = 0; j < slopes.length; j++) {
          slopes[j] = 2.0 * (told[j] - rows[i][j]) / (to - from);
        }
        net.backward(pass, slopes, gradient);
      }
      adam.step(net.weights(), gradient, rate);
    }
  }

  private static double[] errors(DenseNet net, double[][] pass, double[] z) {
    System.arraycopy(z, 0, pass[0], 0, z.length);
    double[] errors = net.forward(pass).clone();
    for (int j = 0; j < z.length; j++) {
      errors[j] -= z[j];
    }
    return errors;
  }

  private static double meanSquare(DenseNet net, double[][] rows) {
    double sum = 0.0;
    double[][] pass = net.newPass();
    for (double[] row : rows) {
      for (double error : errors(net, pass, row)) {
        sum += error * error / rows.length;
      }
    }
    return sum;
  }

  private static double[] deviations(DenseNet net, double[][] rows) {
    double[] deviations = new double[rows[0].length];
    double[][] pass = net.newPass();
    for (double[] row : rows) {
      double[] errors = errors(net, pass, row);
      for (int j = 0; j < errors.length; j++) {
        deviations[j] += errors[j] * errors[j] / rows.length;
      }
    }
    for (int j = 0; j < deviations.length; j++) {
      deviations[j] = Math.max(LEAST_DEVIATION, Math.sqrt(deviations[j]));
    }
    return deviations;
  }

  @Override
  public Fitted readFrom(DataInput in) throws IOException {
    int d = DoubleArrays.readChannels(in, "model autoencoder", VERSION);
    RobustScale scale = RobustScale.readFrom(in, d);
    double[] deviations = DoubleArrays.read(in, d);
    return new Trained(scale, DenseNet.readFrom(in, d), deviations);
  }

  private static final class Trained implements Fitted {
    private final RobustScale scale;
    private final DenseNet net;
    private final double[] deviations;

    Trained(RobustScale scale, DenseNet net, double[] deviations) {
      this.scale = scale;
      this.net = net;
      this.deviations = deviations;
    }

    @Override
    public double score(double[] row) {
      double sum = 0.0;
      for (double squared : contributions(row)) {
        sum += squared;
      }
      return ChiSquare.asNormal(sum, deviations.length);
    }

    @Override
    public double[] contributions(double[] row) {
      double[] squared = errors(net, net.newPass(), scale.of(row));
      for (int j = 0; j < squared.length; j++) {
        squared[j] /= deviations[j];
        squared[j] *= squared[j];
      }
      return squared;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeInt(deviations.length);
      scale.writeTo(out);
      DoubleArrays.write(out, deviations);
      net.writeTo(out);
    }
  }
}
