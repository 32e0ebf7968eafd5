package io.github.beamwatch.core.detector;

import io.github.beamwatch.core.detector.DetectorKind.Channels;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Static limits: a value above {@code above} or below {@code below} is an anomaly. A limit that is
 * infinite is not set; one of them must be.
 *
 * <p>Score: 0 within the limits (the limits themselves included), else 1 plus how far beyond the
 * limit, in the unit of the value; so the threshold of 1 is any transgression, and a threshold of 6
 * tolerates 5 units. Expected: the value itself within the limits, else the limit. Band: the
 * limits. Warm-up: none. Memory: 1 byte, of no content. History, constant or not, gaps and restarts
 * change nothing.
 *
 * <p>False alerts a week: white noise 0.0, heavy tails 0.0, constant 0.0, ramp 0.0, daily sine 0.0,
 * weekly pattern 0.0, random walk 0.0. Not meant for values whose bounds move.
 */
public final class Threshold implements Detector {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;

  /** How this detector is registered. */
  public static final DetectorKind KIND =
      new DetectorKind(
          "threshold",
          Channels.ONE,
          "static limits; for values whose bounds are known beforehand",
          List.of(
              new Parameter(
                  "above",
                  Double.POSITIVE_INFINITY,
                  Double.NEGATIVE_INFINITY,
                  Double.POSITIVE_INFINITY,
                  "the greatest value that is no anomaly; Infinity: not set"),
              new Parameter(
                  "below",
                  Double.NEGATIVE_INFINITY,
                  Double.NEGATIVE_INFINITY,
                  Double.POSITIVE_INFINITY,
                  "the least value that is no anomaly; -Infinity: not set"),
              new Parameter(
                  "threshold", 1.0, 1.0, 1e100, "1 plus the units beyond a limit to tolerate")),
          set -> of(set.number("above"), set.number("below"), set.number("threshold")));

  private final double above;
  private final double below;
  private final double threshold;

  private Threshold(double above, double below, double threshold) {
    this.above = above;
    this.below = below;
    this.threshold = threshold;
  }

  private static Threshold of(double above, double below, double threshold) {
    if (above == Double.POSITIVE_INFINITY && below == Double.NEGATIVE_INFINITY) {
      throw new IllegalArgumentException(
          "detector threshold: no limit is set; it needs above, below, or both");
    }
    if (below > above) {
      throw new IllegalArgumentException(
          "detector threshold: below is %s and above is %s, so every value is beyond a limit; below must not exceed above"
              .formatted(below, above));
    }
    return new Threshold(above, below, threshold);
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public Memory begin(int channels) {
    return new Limits();
  }

  @Override
  public Memory readFrom(DataInput in) throws IOException {
    MemoryVersion.check(in, VERSION, KIND.name());
    return new Limits();
  }

  private final class Limits implements Memory {

    @Override
    public Score score(Sample sample) {
      double value = sample.value();
      double within = Math.max(below, Math.min(above, value));
      double score = value == within ? 0.0 : 1.0 + Math.abs(value - within);
      double tolerated = threshold - 1.0;
      return new Score(score, within, below - tolerated, above + tolerated);
    }

    @Override
    public void learn(Sample sample) {}

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
    }
  }
}
