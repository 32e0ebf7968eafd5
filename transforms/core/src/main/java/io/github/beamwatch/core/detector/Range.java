package io.github.beamwatch.core.detector;

import io.github.beamwatch.core.detector.DetectorKind.Channels;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Novelty by the range of what was seen, with forgetting.
 *
 * <p>{@code score = distance outside [low, high] / (high − low)}. A sample widens the range to hold
 * it; after that each end moves by the share {@code forget} towards the mean of the two, so that an
 * extreme is half forgotten after {@code 0.69/forget} samples. An anomaly is learned as any other
 * sample: each is news once.
 *
 * <p>Score: in widths of the range, 0 to {@link Score#CERTAIN}. Expected: the value itself within
 * the range, else its nearer end. Warm-up: {@code warmup} samples. Memory: 25 bytes. Constant
 * history: a value that departs from it by more than one part in 10⁹ is certain. Gaps and restarts
 * change nothing: samples count, not time.
 *
 * <p>False alerts a week: white noise 0.3, heavy tails 2.3, constant 0.0, ramp 0.0, daily sine 0.0,
 * weekly pattern 0.0, random walk 0.0. Not meant for heavy tails, and values that always wander.
 */
public final class Range implements Detector {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;

  /** How this detector is registered. */
  public static final DetectorKind KIND =
      new DetectorKind(
          "range",
          Channels.ONE,
          "values outside of all that was seen lately; any shape of history, each extreme once",
          List.of(
              new Parameter("forget", 0.0002, 0.0, 0.5, "share of the range lost per sample"),
              new Parameter("warmup", 200, 2, 1_000_000, "samples before the first score"),
              new Parameter("threshold", 0.3, 0.0, Score.CERTAIN, "widths of the range outside")),
          set -> new Range(set.number("forget"), set.count("warmup"), set.number("threshold")));

  private final double forget;
  private final int warmup;
  private final double threshold;

  private Range(double forget, int warmup, double threshold) {
    this.forget = forget;
    this.warmup = warmup;
    this.threshold = threshold;
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public Learning learning() {
    return Learning.ALWAYS;
  }

  @Override
  public Memory begin(int channels) {
    return new Ends(0, 0.0, 0.0);
  }

  @Override
  public Memory readFrom(DataInput in) throws IOException {
    MemoryVersion.check(in, VERSION, KIND.name());
    return new Ends(in.readLong(), in.readDouble(), in.readDouble());
  }

  private final class Ends implements Memory {
    private long samples;
    private double low;
    private double high;

    Ends(long samples, double low, double high) {
      this.samples = samples;
      this.low = low;
      this.high = high;
    }

    @Override
    public Score score(Sample sample) {
      if (samples < warmup) {
        return Score.WARMUP;
      }
      double value = sample.value();
      double nearest = Math.max(low, Math.min(high, value));
      return Score.beyond(value, low, high, high - low, threshold, nearest);
    }

    @Override
    public void learn(Sample sample) {
      double value = sample.value();
      if (samples++ == 0) {
        low = value;
        high = value;
        return;
      }
      low = Math.min(low, value);
      high = Math.max(high, value);
      double loss = forget * (high - low) / 2.0;
      low += loss;
      high -= loss;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeLong(samples);
      out.writeDouble(low);
      out.writeDouble(high);
    }
  }
}
