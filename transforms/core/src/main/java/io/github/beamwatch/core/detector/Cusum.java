package io.github.beamwatch.core.detector;

import io.github.beamwatch.core.detector.DetectorKind.Channels;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Two-sided cumulative sums (Page 1954) for shifts of the level too small to show in one sample.
 *
 * <p>With mean and standard deviation learned as by {@code ewma_z}, {@code z = (x − mean) / sd},
 * bounded to ±4 so that no single spike is a shift: {@code up ← max(0, up + z − drift), down ←
 * max(0, down − z − drift)}; the score is the greater of the two. With a drift of 0.5 it is
 * quickest for shifts of one standard deviation, which reach the threshold after about 24 samples.
 *
 * <p>Score: standard deviations added up, 0 to the threshold plus 4. Expected: the mean. Band: the
 * values that keep the sums below the threshold; infinite on a side that one sample cannot reach.
 * Warm-up: {@code warmup} samples. Memory: 41 bytes. Constant history: a value that departs from it
 * by more than one part in 10⁹ counts as 4 standard deviations. Gaps and restarts change nothing:
 * samples count, not time. Samples that teach nothing still add up.
 *
 * <p>False alerts a week: white noise 0.0, heavy tails 0.0, constant 0.0, ramp 6.2, daily sine
 * 14.0, weekly pattern 7.2, random walk 19.2. Not meant for trends, seasons and random walks: each
 * is a shift of the level.
 */
public final class Cusum implements Detector {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;
  private static final double BOUND = 4.0;

  /** How this detector is registered. */
  public static final DetectorKind KIND =
      new DetectorKind(
          "cusum",
          Channels.ONE,
          "small lasting shifts of the level; steady series without season or trend",
          List.of(
              new Parameter("drift", 0.5, 0.0, BOUND, "standard deviations tolerated per sample"),
              new Parameter("alpha", 0.002, 1e-6, 1.0, "weight of the newest sample in the mean"),
              new Parameter("warmup", 100, 2, 1_000_000, "samples before the first score"),
              new Parameter("threshold", 12.0, 0.0, Score.CERTAIN, "standard deviations added up")),
          Cusum::new);

  private final double drift;
  private final double alpha;
  private final int warmup;
  private final double threshold;

  private Cusum(ParameterValues set) {
    this.drift = set.number("drift");
    this.alpha = set.number("alpha");
    this.warmup = set.count("warmup");
    this.threshold = set.number("threshold");
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public Memory begin(int channels) {
    return new Sums(0, 0.0, 0.0, 0.0, 0.0);
  }

  @Override
  public Memory readFrom(DataInput in) throws IOException {
    MemoryVersion.check(in, VERSION, KIND.name());
    return new Sums(
        in.readLong(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
  }

  private final class Sums implements Memory {
    private long samples;
    private double mean;
    private double variance;
    private double up;
    private double down;

    Sums(long samples, double mean, double variance, double up, double down) {
      this.samples = samples;
      this.mean = mean;
      this.variance = variance;
      this.up = up;
      this.down = down;
    }

    private double z(double value) {
      double z = Score.ofDistance(value, mean, Math.sqrt(variance), BOUND).score();
      return Math.copySign(Math.min(BOUND, z), value - mean);
    }

    /** A sum after a sample, with a ceiling so that it is soon down again after a long shift. */
    private double added(double sum, double z) {
      return Math.max(0.0, Math.min(threshold + BOUND, sum + z - drift));
    }

    @Override
    public Score score(Sample sample) {
      if (samples < warmup) {
        return Score.WARMUP;
      }
      double z = z(sample.value());
      double score = Math.max(added(up, z), added(down, -z));
      return new Score(score, mean, mean - reach(down), mean + reach(up));
    }

    private double reach(double sum) {
      double z = threshold + drift - sum;
      return z > BOUND ? Double.POSITIVE_INFINITY : Math.max(0.0, z) * Math.sqrt(variance);
    }

    @Override
    public void learn(Sample sample) {
      skip(sample);
      samples++;
      double weight = Math.max(alpha, 1.0 / samples);
      double distance = sample.value() - mean;
      mean += weight * distance;
      variance = (1.0 - weight) * (variance + weight * distance * distance);
    }

    @Override
    public void skip(Sample sample) {
      if (samples >= warmup) {
        double z = z(sample.value());
        up = added(up, z);
        down = added(down, -z);
      }
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeLong(samples);
      out.writeDouble(mean);
      out.writeDouble(variance);
      out.writeDouble(up);
      out.writeDouble(down);
    }
  }
}
