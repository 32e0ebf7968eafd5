package io.github.beamwatch.core.detector;

import io.github.beamwatch.core.detector.DetectorKind.Channels;
import io.github.beamwatch.core.statistics.NegativeBinomialTail;
import io.github.beamwatch.core.statistics.StudentTail;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * How improbable a count, or one further out, is at the usual rate.
 *
 * <p>The rate is an exponentially weighted mean, and so is the dispersion {@code (x − rate)² /
 * rate}, which is 1 for Poisson counts and never taken for less. The count to come is negative
 * binomial about {@code rate + 1/(2n)}, with the variance that dispersion and the uncertainty of a
 * rate from n samples give; for a dispersion of 1 that is the exact prediction of Poisson counts
 * after Jeffreys' prior. Beyond a million, its normal approximation is used.
 *
 * <p>Score: −log10 of the probability of the nearer tail, 0 to {@link Score#CERTAIN}. Expected: the
 * rate. Band: none. Warm-up: {@code warmup} samples. Memory: 25 bytes. Constant history: the spread
 * of counts is still expected, so zeros for an hour make a count of 1 unlikely, not impossible. A
 * value below 0 counts as 0. Gaps and restarts change nothing: samples count, not time.
 *
 * <p>False alerts a week: white noise 0.0, heavy tails 32.8, constant 0.0, ramp 0.0, daily sine
 * 0.0, weekly pattern 0.0, random walk 0.0. Not meant for what is not a count: values below zero,
 * or whose spread is far below that of counts.
 */
public final class CountSignificance implements Detector {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;
  private static final double MAX_EXACT = 1e6;

  /** How this detector is registered. */
  public static final DetectorKind KIND =
      new DetectorKind(
          "count",
          Channels.ONE,
          "improbable counts at the usual rate; events per window, few or many",
          List.of(
              new Parameter("alpha", 0.02, 1e-6, 1.0, "weight of the newest sample"),
              new Parameter("warmup", 30, 2, 1_000_000, "samples before the first score"),
              new Parameter("threshold", 5.0, 0.0, Score.CERTAIN, "-log10 of the probability")),
          set ->
              new CountSignificance(
                  set.number("alpha"), set.count("warmup"), set.number("threshold")));

  private final double alpha;
  private final int warmup;
  private final double threshold;

  private CountSignificance(double alpha, int warmup, double threshold) {
    this.alpha = alpha;
    this.warmup = warmup;
    this.threshold = threshold;
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public Memory begin(int channels) {
    return new Rate(0, 0.0, 0.0);
  }

  @Override
  public Memory readFrom(DataInput in) throws IOException {
    MemoryVersion.check(in, VERSION, KIND.name());
    return new Rate(in.readLong(), in.readDouble(), in.readDouble());
  }

  private final class Rate implements Memory {
    private long samples;
    private double rate;
    private double dispersion;

    Rate(long samples, double rate, double dispersion) {
      this.samples = samples;
      this.rate = rate;
      this.dispersion = dispersion;
    }

    /** How many samples the rate rests on: all of them at first, then those that weigh. */
    private double known() {
      return Math.min(samples, 2.0 / alpha - 1.0);
    }

    private double mean() {
      return rate + 0.5 / known();
    }

    @Override
    public Score score(Sample sample) {
      if (samples < warmup) {
        return Score.WARMUP;
      }
      double score = Math.min(Score.CERTAIN, -logTail(count(sample)) / Math.log(10.0));
      return new Score(Math.max(0.0, score), mean(), Double.NaN, Double.NaN);
    }

    private static double count(Sample sample) {
      return Math.max(0.0, sample.value());
    }

    /** ln of the probability of the tail that the count is in. */
    private double logTail(double count) {
      double mean = mean();
      double excess = Math.max(1.0, dispersion) * (1.0 + 1.0 / known()) - 1.0;
      if (Math.max(count, mean) > MAX_EXACT) {
        double deviation = Math.sqrt(mean * (1.0 + excess));
        return StudentTail.logAtLeast(Math.abs(count - mean) / deviation, 2.0 * known());
      }
      double shape = mean / excess;
      return count < mean
          ? NegativeBinomialTail.logAtMost(count, mean, shape)
          : NegativeBinomialTail.logAtLeast(count, mean, shape);
    }

    @Override
    public void learn(Sample sample) {
      samples++;
      double weight = Math.max(alpha, 1.0 / samples);
      double distance = count(sample) - rate;
      if (samples > 1) {
        dispersion += weight * (distance * distance / mean() - dispersion);
      }
      rate += weight * distance;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeLong(samples);
      out.writeDouble(rate);
      out.writeDouble(dispersion);
    }
  }
}
