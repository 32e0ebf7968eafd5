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
import java.util.stream.IntStream;

/**
 * Prediction error of a long short-term memory over sequences of rows, such as each user's recent
 * transactions (Malhotra, Vig, Shroff, Agarwal 2015): one net for all, that tells each row from
 * those before it.
 *
 * <p>Columns are measured by {@link RobustScale}. The net of {@code hidden} cells is trained on at
 * most {@value #MOST_SEQUENCES} sequences of which a tenth is held back to say when to stop, at
 * most {@code epochs} times each. Columns that say one thing together, such as the types of an
 * event, are a part of the row. The error of a part is the root of the sum of its columns' squared
 * errors, and counts by how rare an error of its size is ({@link ErrorTail}) in the sequences that
 * trained: a type that is seldom met, or an amount with a long tail, would drown all else by the
 * squares. Rarities of usual errors are exponential, so twice their sum over {@code n} rows but the
 * first and {@code p} parts is chi-square with {@code 2np} degrees; score of a sequence: that on
 * the scale of a standard normal variable ({@link ChiSquare#asNormal}). Contributions: the mean
 * rarities of the parts. A sequence of fewer than two rows scores 0.
 *
 * <p>The same sequences in any order with the same seed give the same bytes. Size: {@code 8·(4h(d +
 * h + 1) + d(h + 4))} bytes for d columns and h cells, 11 kB by default for 8.
 */
public final class SequenceModel implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 2;
  private static final int MOST_SEQUENCES = 5_000;
  private static final double RATE = 0.01;

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
    return fit(sequences, new int[0], seed);
  }

  /**
   * Learns from sequences whose columns come in parts.
   *
   * @param parts of each column the part that it belongs to, from 0 and without a gap; empty where
   *     each column is a part
   */
  public Fitted fit(List<double[][]> sequences, int[] parts, long seed) {
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
    int[] ofColumns = parts.length == 0 ? IntStream.range(0, scale.columns()).toArray() : parts;
    return new Fitted(scale, net, ofColumns, tails(net, ofColumns, scaled));
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

  private static List<ErrorTail> tails(LstmNet net, int[] parts, List<double[][]> sequences) {
    int rows = sequences.stream().mapToInt(sequence -> sequence.length - 1).sum();
    double[][] errors = new double[Arrays.stream(parts).max().orElseThrow() + 1][rows];
    int row = 0;
    for (double[][] sequence : sequences) {
      for (double[] ofRow : errors(net, parts, errors.length, sequence)) {
        for (int part = 0; part < errors.length; part++) {
          errors[part][row] = ofRow[part];
        }
        row++;
      }
    }
    return Arrays.stream(errors).map(ErrorTail::of).toList();
  }

  /** By row but the first, the errors of its parts. */
  private static double[][] errors(LstmNet net, int[] parts, int count, double[][] sequence) {
    double[][] errors = new double[Math.max(0, sequence.length - 1)][count];
    double[] state = net.newState();
    for (int t = 0; t < errors.length; t++) {
      net.step(state, sequence[t]);
      double[] expected = net.expected(state);
      for (int j = 0; j < expected.length; j++) {
        double error = sequence[t + 1][j] - expected[j];
        errors[t][parts[j]] += error * error;
      }
      for (int part = 0; part < count; part++) {
        errors[t][part] = Math.sqrt(errors[t][part]);
      }
    }
    return errors;
  }

  /**
   * Reads what {@link Fitted#writeTo} wrote.
   *
   * @throws IOException where the bytes are of another version
   */
  public static Fitted readFrom(DataInput in) throws IOException {
    int columns = DoubleArrays.readChannels(in, "model lstm", VERSION);
    RobustScale scale = RobustScale.readFrom(in, columns);
    int count = in.readInt();
    if (count < 1 || count > columns) {
      throw new IOException("model lstm of %d parts in %d columns".formatted(count, columns));
    }
    int[] parts = new int[columns];
    for (int j = 0; j < columns; j++) {
      parts[j] = in.readInt();
      if (parts[j] < 0 || parts[j] >= count) {
        throw new IOException(
            "model lstm with a column of part %d of %d".formatted(parts[j], count));
      }
    }
    List<ErrorTail> tails = new ArrayList<>();
    for (int part = 0; part < count; part++) {
      tails.add(ErrorTail.readFrom(in));
    }
    return new Fitted(scale, LstmNet.readFrom(in, columns), parts, tails);
  }

  /** What was learned; not changed by scoring, so that threads may share it. */
  public static final class Fitted {
    private final RobustScale scale;
    private final LstmNet net;
    private final int[] parts;
    private final List<ErrorTail> tails;

    private Fitted(RobustScale scale, LstmNet net, int[] parts, List<ErrorTail> tails) {
      this.scale = scale;
      this.net = net;
      this.parts = parts;
      this.tails = List.copyOf(tails);
    }

    /** How unusual a sequence is; higher is more unusual. */
    public double score(double[][] sequence) {
      if (sequence.length < 2) {
        return 0.0;
      }
      double sum = 0.0;
      for (double[] ofRow : rarities(sequence)) {
        for (double rarity : ofRow) {
          sum += rarity;
        }
      }
      return ChiSquare.asNormal(2.0 * sum, 2 * (sequence.length - 1) * tails.size());
    }

    /** What each part did to it. */
    public double[] contributions(double[][] sequence) {
      double[] means = new double[tails.size()];
      for (double[] ofRow : rarities(sequence)) {
        for (int part = 0; part < means.length; part++) {
          means[part] += ofRow[part] / (sequence.length - 1);
        }
      }
      return means;
    }

    /**
     * What each value did to it: by row but the first, how rare the error of each part is.
     * Contributions are the means of these.
     *
     * @return one row fewer than the sequence has; none for fewer than two
     */
    public double[][] rarities(double[][] sequence) {
      double[][] rarities = errors(net, parts, tails.size(), scaled(scale, sequence));
      for (double[] ofRow : rarities) {
        for (int part = 0; part < ofRow.length; part++) {
          ofRow[part] = tails.get(part).rarity(ofRow[part]);
        }
      }
      return rarities;
    }

    /** Writes the model, a version byte first. */
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeInt(parts.length);
      scale.writeTo(out);
      out.writeInt(tails.size());
      for (int part : parts) {
        out.writeInt(part);
      }
      for (ErrorTail tail : tails) {
        tail.writeTo(out);
      }
      net.writeTo(out);
    }
  }
}
