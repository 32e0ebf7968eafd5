package io.github.beamwatch.core.detector;

import io.github.beamwatch.core.detector.DetectorKind.Channels;
import io.github.beamwatch.core.neural.LstmNet;
import io.github.beamwatch.core.statistics.ChiSquare;
import io.github.beamwatch.core.statistics.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prediction error of a long short-term memory (Malhotra, Vig, Shroff, Agarwal 2015, "Long short
 * term memory networks for anomaly detection in time series"): rows of several channels that do not
 * follow from those before them.
 *
 * <p>The first {@code warmup} samples are kept and, when they are complete, teach a net of {@code
 * hidden} cells to tell the next sample ({@link LstmLesson}). From then on each sample's error, per
 * channel, is smoothed with weight {@code alpha}, and divided by the deviation that such smoothed
 * errors have shown. Score: the sum of squares over the channels as the quantile of a standard
 * normal variable ({@link ChiSquare#asNormal}), 0 to {@link Score#CERTAIN}. No expected value and
 * no band, since the score is of all channels together.
 *
 * <p>The net is not taught again. Usual samples move it and the deviations of errors (weight at
 * least one part in {@value #MEMORY}); in an anomaly the net goes on with what it expected, so that
 * an incident is seen against what was usual, until the memory begins anew. A channel that never
 * varied is certain when it departs by more than one part in 10⁹. Gaps change nothing: samples
 * count, not time.
 *
 * <p>Memory for d channels and h cells: {@code 8·warmup·d} bytes while it warms up, then {@code
 * 8·(4h(d + h + 1) + d(h + 1) + 2h + 5d)}: 10 kB for 8 channels. The sample that completes the
 * warm-up costs about a second, any other a few microseconds.
 */
public final class Lstm implements Detector {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;
  private static final String NAME = "lstm";
  private static final double MEMORY = 10_000;

  /** How this detector is registered. */
  public static final DetectorKind KIND =
      new DetectorKind(
          NAME,
          Channels.SEVERAL,
          "rows that a small recurrent net, trained on the first ones, did not expect",
          List.of(
              new Parameter("warmup", 400, 20, 100_000, "samples that teach the net"),
              new Parameter("hidden", 12, 1, 256, "cells of the net"),
              new Parameter("epochs", 40, 1, 1000, "times that each sample teaches at most"),
              new Parameter("alpha", 0.1, 1e-3, 1.0, "weight of the newest error"),
              new Parameter("threshold", 6.0, 0.0, Score.CERTAIN, "standard normal quantile"),
              new Parameter("seed", 1, 0, Integer.MAX_VALUE, "of the net's first weights")),
          set ->
              new Lstm(
                  set.count("warmup"),
                  new LstmLesson(set.count("hidden"), set.count("epochs"), set.count("seed")),
                  set.number("alpha"),
                  set.number("threshold")));

  private final int warmup;
  private final LstmLesson lesson;
  private final double alpha;
  private final double threshold;

  private Lstm(int warmup, LstmLesson lesson, double alpha, double threshold) {
    this.warmup = warmup;
    this.lesson = lesson;
    this.alpha = alpha;
    this.threshold = threshold;
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public Memory begin(int channels) {
    return new Series(channels, new ArrayList<>(), null);
  }

  @Override
  public Memory readFrom(DataInput in) throws IOException {
    int channels = DoubleArrays.readChannels(in, "memory of detector " + NAME, VERSION);
    int kept = in.readInt();
    if (kept < 0) {
      return new Series(channels, new ArrayList<>(), Taught.readFrom(in, channels));
    }
    if (kept >= warmup) {
      throw new IOException("memory of detector lstm keeps %d samples".formatted(kept));
    }
    List<double[]> first = new ArrayList<>();
    for (int i = 0; i < kept; i++) {
      first.add(DoubleArrays.read(in, channels));
    }
    return new Series(channels, first, null);
  }

  private final class Series implements Memory {
    private final int channels;
    private final List<double[]> first;
    private @Nullable Taught taught;

    Series(int channels, List<double[]> first, @Nullable Taught taught) {
      this.channels = channels;
      this.first = first;
      this.taught = taught;
    }

    @Override
    public Score score(Sample sample) {
      if (taught == null) {
        return Score.WARMUP;
      }
      double quantile = taught.quantile(DoubleArrays.bounded(sample.values()), alpha);
      double score = Math.max(0.0, Math.min(Score.CERTAIN, quantile));
      return new Score(score, Double.NaN, Double.NaN, Double.NaN);
    }

    @Override
    public void learn(Sample sample) {
      double[] values = DoubleArrays.bounded(sample.values());
      if (taught != null) {
        taught.learn(values, alpha);
        return;
      }
      first.add(values);
      if (first.size() == warmup) {
        taught = lesson.taught(first, alpha);
        first.clear();
      }
    }

    @Override
    public void skip(Sample sample) {
      if (taught != null) {
        taught.skip(DoubleArrays.bounded(sample.values()), alpha);
      }
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeInt(channels);
      if (taught != null) {
        out.writeInt(-1);
        taught.writeTo(out);
        return;
      }
      out.writeInt(first.size());
      for (double[] values : first) {
        DoubleArrays.write(out, values);
      }
    }
  }

  /** A net, where it is in the series, and how wrong it usually is. */
  static final class Taught {
    private static final double LEAST_DEVIATION = 0.02;
    private static final double CERTAIN = 1e4;
    private static final double FARTHEST = 6.0;

    private final LstmNet net;
    private final double[] means;
    private final double[] deviations;
    private final double[] state;
    private final double[] smooth;
    private final double[] variances;
    private double seen;

    Taught(LstmNet net, double[] means, double[] deviations) {
      this(
          net,
          means,
          deviations,
          net.newState(),
          new double[means.length],
          new double[means.length],
          0.0);
    }

    private Taught(
        LstmNet net,
        double[] means,
        double[] deviations,
        double[] state,
        double[] smooth,
        double[] variances,
        double seen) {
      this.net = net;
      this.means = means;
      this.deviations = deviations;
      this.state = state;
      this.smooth = smooth;
      this.variances = variances;
      this.seen = seen;
    }

    /** In deviations of the first samples. */
    double[] standardised(double[] values) {
      double[] z = new double[values.length];
      for (int j = 0; j < z.length; j++) {
        double distance = values[j] - means[j];
        double negligible = 1e-9 * Math.abs(means[j]);
        if (Math.abs(distance) > negligible) {
          boolean varied = deviations[j] > negligible;
          double ratio = varied ? distance / deviations[j] : Math.copySign(CERTAIN, distance);
          z[j] = Math.max(-CERTAIN, Math.min(CERTAIN, ratio));
        }
      }
      return z;
    }

    private double smoothed(int channel, double[] z, double[] expected, double alpha) {
      return smooth[channel] + alpha * (z[channel] - expected[channel] - smooth[channel]);
    }

    double quantile(double[] values, double alpha) {
      double[] z = standardised(values);
      double[] expected = net.expected(state);
      double sum = 0.0;
      for (int j = 0; j < z.length; j++) {
        double error = smoothed(j, z, expected, alpha);
        sum += error * error / Math.max(LEAST_DEVIATION * LEAST_DEVIATION, variances[j]);
      }
      return ChiSquare.asNormal(sum, z.length);
    }

    void learn(double[] values, double alpha) {
      double[] z = standardised(values);
      double[] expected = net.expected(state);
      seen = Math.min(MEMORY, seen + 1.0);
      for (int j = 0; j < z.length; j++) {
        smooth[j] = smoothed(j, z, expected, alpha);
        variances[j] += (smooth[j] * smooth[j] - variances[j]) / seen;
      }
      net.step(state, near(z));
    }

    void skip(double[] values, double alpha) {
      double[] z = standardised(values);
      double[] expected = net.expected(state);
      for (int j = 0; j < z.length; j++) {
        double error = smoothed(j, z, expected, alpha);
        // so that the end of a large anomaly is seen as soon as that of a small one
        double most = FARTHEST * Math.sqrt(Math.max(LEAST_DEVIATION, variances[j]));
        smooth[j] = Math.max(-most, Math.min(most, error));
      }
      net.step(state, near(expected));
    }

    /** What a net was not taught with, it should not be shown. */
    private static double[] near(double[] z) {
      double[] near = new double[z.length];
      for (int j = 0; j < z.length; j++) {
        near[j] = Math.max(-FARTHEST, Math.min(FARTHEST, z[j]));
      }
      return near;
    }

    void writeTo(DataOutput out) throws IOException {
      net.writeTo(out);
      out.writeDouble(seen);
      DoubleArrays.write(out, means, deviations, smooth, variances, state);
    }

    static Taught readFrom(DataInput in, int channels) throws IOException {
      LstmNet net = LstmNet.readFrom(in, channels);
      double seen = in.readDouble();
      double[] means = DoubleArrays.read(in, channels);
      double[] deviations = DoubleArrays.read(in, channels);
      double[] smooth = DoubleArrays.read(in, channels);
      double[] variances = DoubleArrays.read(in, channels);
      double[] state = DoubleArrays.read(in, 2 * net.hidden());
      return new Taught(net, means, deviations, state, smooth, variances, seen);
    }
  }
}
