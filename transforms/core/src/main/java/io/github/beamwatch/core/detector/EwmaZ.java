package io.github.beamwatch.core.detector;

import io.github.beamwatch.core.detector.DetectorKind.Channels;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Distance from an exponentially weighted mean, in exponentially weighted standard deviations.
 *
 * <p>{@code z = |x − mean| / sd}; then {@code d = x − mean, mean ← mean + alpha·d, variance ← (1 −
 * alpha)·(variance + alpha·d²)} (Finch 2009, "Incremental calculation of weighted mean and
 * variance"; West 1979). While fewer than {@code 1/alpha} samples are known, {@code alpha} is
 * {@code 1/n}, so the start is a plain mean.
 *
 * <p>Score: z, 0 and up. Warm-up: {@code warmup} samples. Memory: 25 bytes. Constant history: a
 * value that departs from it by more than one part in 10⁹ scores {@link Score#CERTAIN}, any other
 * 0. Gaps and restarts change nothing: samples count, not time.
 *
 * <p>False alerts a week: white noise 1.3, heavy tails 117.7, constant 0.0, ramp 0.3, daily sine
 * 0.0, weekly pattern 1.2, random walk 0.0. Not meant for heavy tails, nor seasons steeper than its
 * noise.
 */
public final class EwmaZ implements Detector {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;

  /** How this detector is registered. */
  public static final DetectorKind KIND =
      new DetectorKind(
          "ewma_z",
          Channels.ONE,
          "distance from a slow moving average in standard deviations; level and spikes, no season",
          List.of(
              new Parameter("alpha", 0.01, 1e-6, 1.0, "weight of the newest sample"),
              new Parameter("warmup", 30, 2, 1_000_000, "samples before the first score"),
              new Parameter("threshold", 4.0, 0.0, Score.CERTAIN, "standard deviations")),
          set -> new EwmaZ(set.number("alpha"), set.count("warmup"), set.number("threshold")));

  private final double alpha;
  private final int warmup;
  private final double threshold;

  EwmaZ(double alpha, int warmup, double threshold) {
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
    return new Moments(0, 0.0, 0.0);
  }

  @Override
  public Memory readFrom(DataInput in) throws IOException {
    MemoryVersion.check(in, VERSION, KIND.name());
    return new Moments(in.readLong(), in.readDouble(), in.readDouble());
  }

  private final class Moments implements Memory {
    private long samples;
    private double mean;
    private double variance;

    Moments(long samples, double mean, double variance) {
      this.samples = samples;
      this.mean = mean;
      this.variance = variance;
    }

    @Override
    public Score score(Sample sample) {
      if (samples < warmup) {
        return Score.WARMUP;
      }
      return Score.ofDistance(sample.value(), mean, Math.sqrt(variance), threshold);
    }

    @Override
    public void learn(Sample sample) {
      samples++;
      double weight = Math.max(alpha, 1.0 / samples);
      double distance = sample.value() - mean;
      mean += weight * distance;
      variance = (1.0 - weight) * (variance + weight * distance * distance);
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeLong(samples);
      out.writeDouble(mean);
      out.writeDouble(variance);
    }
  }
}
