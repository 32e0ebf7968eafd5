package io.github.beamwatch.core.detector;

import io.github.beamwatch.core.detector.DetectorKind.Channels;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Distance from the usual value at this hour of the day or week (UTC), in units of the usual
 * distance.
 *
 * <p>One mean per hour of a cycle of {@code cycle} hours: 168 for a week, 24 for a day. What is
 * expected lies on the line between the means of the two hours whose middles are nearest. A mean is
 * that of all samples of its hour, where those of one visit weigh {@code keep} times those of the
 * next. The scale of the residuals is the root of their exponentially weighted mean square, weight
 * {@code alpha}.
 *
 * <p>Score: scales of distance, 0 to {@link Score#CERTAIN}. Warm-up: one cycle, and {@code warmup}
 * residuals after it. Memory: 12 bytes per hour of the cycle and 33. Constant history: a value that
 * departs from it by more than one part in 10⁹ is certain. Gaps: the time of a sample decides what
 * is expected, so a gap costs nothing; an hour that was never visited stays in warm-up.
 *
 * <p>False alerts a week: white noise 0.0, heavy tails 59.2, constant 0.0, ramp 0.0, daily sine
 * 0.0, weekly pattern 0.0, random walk 0.0. Not meant for random walks and trends.
 */
public final class Seasonal implements Detector {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;
  private static final long HOUR = 3_600_000L;

  /** How this detector is registered. */
  public static final DetectorKind KIND =
      new DetectorKind(
          "seasonal",
          Channels.ONE,
          "distance from the usual value at this hour of the day or week; traffic with a rhythm",
          List.of(
              new Parameter("cycle", 168, 1, 168, "hours: 24 for a day, 168 for a week"),
              new Parameter("keep", 0.7, 0.0, 1.0, "weight of the last cycle against the newest"),
              new Parameter("alpha", 0.001, 1e-6, 1.0, "weight of the newest residual"),
              new Parameter("warmup", 30, 2, 1_000_000, "residuals before the first score"),
              new Parameter("threshold", 5.0, 0.0, Score.CERTAIN, "scales of distance")),
          Seasonal::new);

  private final int cycle;
  private final double keep;
  private final double alpha;
  private final int warmup;
  private final double threshold;

  private Seasonal(ParameterValues set) {
    this.cycle = set.count("cycle");
    this.keep = set.number("keep");
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
    return new Profile(new ResidualScale(alpha));
  }

  @Override
  public Memory readFrom(DataInput in) throws IOException {
    MemoryVersion.check(in, VERSION, KIND.name());
    Profile profile = new Profile(ResidualScale.readFrom(in, alpha));
    profile.first = in.readLong();
    profile.visiting = in.readLong();
    for (int hour = 0; hour < cycle; hour++) {
      profile.means[hour] = in.readDouble();
      profile.weights[hour] = in.readFloat();
    }
    return profile;
  }

  private final class Profile implements Memory {
    private final double[] means = new double[cycle];
    private final float[] weights = new float[cycle];
    private final ResidualScale scale;

    /** The hour since 1970 of the first sample that was learned. */
    private long first = Long.MAX_VALUE;

    /** The hour since 1970 of the last sample that was learned. */
    private long visiting = Long.MAX_VALUE;

    Profile(ResidualScale scale) {
      this.scale = scale;
    }

    @Override
    public Score score(Sample sample) {
      double expected = expected(sample.time());
      return Double.isNaN(expected) || scale.residuals() < warmup
          ? Score.WARMUP
          : Score.ofDistance(sample.value(), expected, scale.value(), threshold);
    }

    @Override
    public void learn(Sample sample) {
      double expected = expected(sample.time());
      if (!Double.isNaN(expected)) {
        scale.add(sample.value() - expected);
      }
      long hour = Math.floorDiv(sample.time(), HOUR);
      int slot = slot(hour);
      if (hour != visiting) {
        weights[slot] *= (float) keep;
        visiting = hour;
        first = Math.min(first, hour);
      }
      weights[slot] += 1.0f;
      means[slot] += (sample.value() - means[slot]) / weights[slot];
    }

    /** NaN in the first cycle, and where an hour that it takes was never visited. */
    private double expected(long time) {
      long hour = Math.floorDiv(time, HOUR);
      if (hour - cycle < first) {
        return Double.NaN;
      }
      double past = (double) Math.floorMod(time, HOUR) / HOUR - 0.5;
      int here = slot(hour);
      int there = slot(past < 0.0 ? hour - 1 : hour + 1);
      if (weights[here] == 0.0f || weights[there] == 0.0f) {
        return Double.NaN;
      }
      return means[here] + Math.abs(past) * (means[there] - means[here]);
    }

    private int slot(long hour) {
      return (int) Math.floorMod(hour, (long) cycle);
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      scale.writeTo(out);
      out.writeLong(first);
      out.writeLong(visiting);
      for (int hour = 0; hour < cycle; hour++) {
        out.writeDouble(means[hour]);
        out.writeFloat(weights[hour]);
      }
    }
  }
}
