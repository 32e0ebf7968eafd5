package io.github.beamwatch.core.detector;

import io.github.beamwatch.core.detector.DetectorKind.Channels;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Change against an exponential moving average, relative or absolute.
 *
 * <p>{@code ema ← ema + alpha·(x − ema)}, a plain mean while fewer than {@code 1/alpha} samples are
 * known. {@code score = |x − ema| / limit}, where the limit is the smaller of {@code absolute} and
 * {@code relative·|ema|}: 1 is a change of just that much. An infinite limit is not set.
 *
 * <p>Score: 0 to {@link Score#CERTAIN}, in limits. Warm-up: {@code warmup} samples. Memory: 17
 * bytes. Constant history: as any other, except that all relative change from an average of 0 is
 * certain. Gaps and restarts change nothing: samples count, not time.
 *
 * <p>False alerts a week: white noise 0.0, heavy tails 21.7, constant 0.0, ramp 0.0, daily sine
 * 0.0, weekly pattern 0.0, random walk 2.3. Not meant for heavy tails, and averages near zero.
 */
public final class Change implements Detector {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;

  /** How this detector is registered. */
  public static final DetectorKind KIND =
      new DetectorKind(
          "change",
          Channels.ONE,
          "change against a moving average, in percent or units; for levels whose noise is known",
          List.of(
              new Parameter("relative", 0.5, 0.0, Double.POSITIVE_INFINITY, "share of the average"),
              new Parameter(
                  "absolute",
                  Double.POSITIVE_INFINITY,
                  0.0,
                  Double.POSITIVE_INFINITY,
                  "change in the unit of the value; Infinity: not set"),
              new Parameter("alpha", 0.2, 1e-6, 1.0, "weight of the newest sample"),
              new Parameter("warmup", 5, 1, 1_000_000, "samples before the first score"),
              new Parameter("threshold", 1.0, 0.0, Score.CERTAIN, "limits")),
          Change::new);

  private final double relative;
  private final double absolute;
  private final double alpha;
  private final int warmup;
  private final double threshold;

  private Change(ParameterValues set) {
    this.relative = set.number("relative");
    this.absolute = set.number("absolute");
    this.alpha = set.number("alpha");
    this.warmup = set.count("warmup");
    this.threshold = set.number("threshold");
    if (Double.isInfinite(relative) && Double.isInfinite(absolute)) {
      throw new IllegalArgumentException(
          "detector change: no limit is set; it needs relative, absolute, or both");
    }
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public Memory begin(int channels) {
    return new Average(0, 0.0);
  }

  @Override
  public Memory readFrom(DataInput in) throws IOException {
    MemoryVersion.check(in, VERSION, KIND.name());
    return new Average(in.readLong(), in.readDouble());
  }

  private final class Average implements Memory {
    private long samples;
    private double average;

    Average(long samples, double average) {
      this.samples = samples;
      this.average = average;
    }

    @Override
    public Score score(Sample sample) {
      if (samples < warmup) {
        return Score.WARMUP;
      }
      // Infinity times an average of 0 would be no number.
      double share = Double.isInfinite(relative) ? relative : relative * Math.abs(average);
      return Score.ofDistance(sample.value(), average, Math.min(absolute, share), threshold);
    }

    @Override
    public void learn(Sample sample) {
      samples++;
      average += Math.max(alpha, 1.0 / samples) * (sample.value() - average);
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeLong(samples);
      out.writeDouble(average);
    }
  }
}
