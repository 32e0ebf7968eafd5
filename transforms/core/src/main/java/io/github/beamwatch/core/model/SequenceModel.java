package io.github.beamwatch.core.model;

import io.github.beamwatch.core.detector.Parameter;
import io.github.beamwatch.core.detector.ParameterValues;
import io.github.beamwatch.core.neural.LstmNet;
import io.github.beamwatch.core.neural.SequenceTrainer;
import io.github.beamwatch.core.statistics.ChiSquare;
import io.github.beamwatch.core.statistics.DoubleArrays;
import io.github.beamwatch.core.statistics.SeededRandom;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Prediction error of a long short-term memory over sequences of rows, such as each user's recent
 * transactions (Malhotra, Vig, Shroff, Agarwal 2015): one net for all, that tells each row from
 * those before it.
 *
 * <p>Columns are measured by {@link RobustScale}. The net of {@code hidden} cells is trained on at
 * most {@value #MOST_SEQUENCES} sequences of which a tenth is held back to say when to stop, at
 * most {@code epochs} times each. A column's errors count in deviations of its errors in the
 * sequences that trained. Score of a sequence: the mean over its rows but the first of the sum of
 * their squared errors, on the scale of a standard normal variable ({@link ChiSquare#asNormal}) of
 * one row. Contributions: the mean squared errors of the columns; they sum to that mean. A sequence
 * of fewer than two rows scores 0.
 *
 * <p>The same sequences in any order with the same seed give the same bytes. Size: {@code 8·(4h(d +
 * h + 1) + d(h + 4))} bytes for d columns and h cells, 11 kB by default for 8.
 */
public final class SequenceModel implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;
  private static final int MOST_SEQUENCES = 5_000;
  private static final double RATE = 0.01;
  private static final double LEAST_DEVIATION = 0.01;

  /** Its name. */
  public static final String NAME = "lstm";

  /** What can be set. */
  public static final List<Parameter> PARAMETERS =
      List.of(
          new Parameter("hidden", 16, 1, 256, "cells of the net"),
          new Parameter("epochs", 20, 1, 1000, "times that each sequence is learned at most"),
          new Parameter("threshold", 4.0, 0.0, 1e6, "standard normal quantile"));

  private final int hidden;
  private final int epochs;
  private final double threshold;

  private SequenceModel(ParameterValues set) {
    hidden = set.count("hidden");
    epochs = set.count("epochs");
    threshold = set.number("threshold");
  }

  /**
   * With these parameters, and defaults for the others.
   *
   * @throws IllegalArgumentException with one sentence where a parameter is unknown or out of range
   */
  public static SequenceModel with(Map<String, Double> set) {
    return new SequenceModel(new ParameterValues("model " + NAME, PARAMETERS, set));
  }

  /** The score at and above which a sequence is an anomaly. */
  public double threshold() {
    return threshold;
  }

  /**
   * Learns from sequences.
   *
   * @param sequences rows in their order, without missing values; those of fewer than two rows
   *     teach nothing
   * @throws IllegalArgumentException with one sentence where none has two rows
   */
  public Fitted fit(List<double[][]> sequences, long seed) {
    List<double[][]> usable = new ArrayList<>();
    for (double[][] sequence : sequences) {
      if (sequence.length >= 2) {
        usable.add(sequence);
      }
    }
    if (usable.isEmpty()) {
      throw new IllegalArgumentException(
          "model lstm needs sequences of two rows or more; none of %d is"
              .formatted(sequences.size()));
    }
    usable.sort(SequenceModel::compare);
    SeededRandom random = SeededRandom.of(seed, "sequences", 0);
    double[][] rows = usable.stream().flatMap(Arrays::stream).toArray(double[][]::new);
    RobustScale scale = RobustScale.fit(rows);
    int[] chosen = new Deal(usable.size(), random).next(Math.min(MOST_SEQUENCES, usable.size()));
    List<double[][]> scaled = new ArrayList<>();
    for (int i : chosen) {
      scaled.add(scaled(scale, usable.get(i)));
    }
    LstmNet net = LstmNet.random(scale.columns(), hidden, random);
    int held = scaled.size() / 10;
    new SequenceTrainer(epochs, RATE)
        .train(net, scaled.subList(held, scaled.size()), scaled.subList(0, held), random);
    return new Fitted(scale, net, deviations(net, scaled));
  }

  private static int compare(double[][] a, double[][] b) {
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      int byRow = Arrays.compare(a[i], b[i]);
      if (byRow != 0) {
        return byRow;
      }
    }
    return Integer.compare(a.length, b.length);
  }

  private static double[][] scaled(RobustScale scale, double[][] sequence) {
    double[][] scaled = new double[sequence.length][];
    Arrays.setAll(scaled, i -> scale.of(DoubleArrays.bounded(sequence[i])));
    return scaled;
  }

  private static double[] deviations(LstmNet net, List<double[][]> sequences) {
    double[] deviations = new double[sequences.get(0)[0].length];
    int rows = 0;
    for (double[][] sequence : sequences) {
      rows += sequence.length - 1;
      for (double[] ofRow : squares(net, sequence)) {
        for (int j = 0; j < deviations.length; j++) {
          deviations[j] += ofRow[j];
        }
      }
    }
    for (int j = 0; j < deviations.length; j++) {
      deviations[j] = Math.max(LEAST_DEVIATION, Math.sqrt(deviations[j] / rows));
    }
    return deviations;
  }

  /** By row but the first, the squared errors of its columns. */
  private static double[][] squares(LstmNet net, double[][] sequence) {
    double[][] squares = new double[Math.max(0, sequence.length - 1)][];
    double[] state = net.newState();
    for (int t = 0; t < squares.length; t++) {
      net.step(state, sequence[t]);
      double[] expected = net.expected(state);
      squares[t] = new double[expected.length];
      for (int j = 0; j < expected.length; j++) {
        double error = sequence[t + 1][j] - expected[j];
        squares[t][j] = error * error;
      }
    }
    return squares;
  }

  /**
   * Reads what {@link Fitted#writeTo} wrote.
   *
   * @throws IOException where the bytes are of another version
   */
  public static Fitted readFrom(DataInput in) throws IOException {
    int columns = DoubleArrays.readChannels(in, "model lstm", VERSION);
    RobustScale scale = RobustScale.readFrom(in, columns);
    double[] deviations = DoubleArrays.read(in, columns);
    return new Fitted(scale, LstmNet.readFrom(in, columns), deviations);
  }

  /** What was learned; not changed by scoring, so that threads may share it. */
  public static final class Fitted {
    private final RobustScale scale;
    private final LstmNet net;
    private final double[] deviations;

    private Fitted(RobustScale scale, LstmNet net, double[] deviations) {
      this.scale = scale;
      this.net = net;
      this.deviations = deviations;
    }

    /** How unusual a sequence is; higher is more unusual. */
    public double score(double[][] sequence) {
      if (sequence.length < 2) {
        return 0.0;
      }
      double sum = 0.0;
      for (double contribution : contributions(sequence)) {
        sum += contribution;
      }
      return ChiSquare.asNormal(sum, deviations.length);
    }

    /** What each column did to it. */
    public double[] contributions(double[][] sequence) {
      double[] means = new double[deviations.length];
      for (double[] ofRow : errors(sequence)) {
        for (int j = 0; j < means.length; j++) {
          means[j] += ofRow[j] / (sequence.length - 1);
        }
      }
      return means;
    }

    /**
     * What each value did to it: by row but the first, the squared error of each column.
     * Contributions are the means of these.
     *
     * @return one row fewer than the sequence has; none for fewer than two
     */
    public double[][] errors(double[][] sequence) {
      double[][] errors = squares(net, scaled(scale, sequence));
      for (double[] ofRow : errors) {
        for (int j = 0; j < ofRow.length; j++) {
          ofRow[j] /= deviations[j] * deviations[j];
        }
      }
      return errors;
    }

    /** Writes the model, a version byte first. */
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeInt(deviations.length);
      scale.writeTo(out);
      DoubleArrays.write(out, deviations);
      net.writeTo(out);
    }
  }
}
