package io.github.beamwatch.core.detector;

import io.github.beamwatch.core.statistics.ChiSquare;
import io.github.beamwatch.core.statistics.Covariance;
import io.github.beamwatch.core.statistics.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How far one sample is from where the channels just were: T² of the distances from a fast moving
 * average, with their own covariance. Finds the single odd row, also in channels that wander.
 *
 * <p>{@code f ← f + 0.3·clip(x − f)}, clipped to {@link #CLIP} deviations, so that an odd row does
 * not make the next one odd.
 */
final class ChannelSteps {
  private static final double ALPHA = 0.3;
  private static final double CLIP = 6.0;
  private static final double MOST = 1e6;
  private static final double NEGLIGIBLE = 1e-9;
  private static final double FLOOR = 1e-140;

  private final double memory;
  private final double[] near;
  private final Covariance covariance;
  private double samples;

  /** That have seen nothing, and rest on about {@code memory} samples. */
  ChannelSteps(double memory, int channels) {
    this(memory, new double[channels], new Covariance(channels), 0.0);
  }

  private ChannelSteps(double memory, double[] near, Covariance covariance, double samples) {
    this.memory = memory;
    this.near = near;
    this.covariance = covariance;
    this.samples = samples;
  }

  /** T² of the step to these values, as a standard normal quantile. */
  double quantile(double[] values) {
    int d = near.length;
    double[] z = new double[d];
    double[] reliability = new double[d];
    double known = Math.min(samples, memory);
    for (int i = 0; i < d; i++) {
      z[i] = Math.max(-MOST, Math.min(MOST, (values[i] - near[i]) / deviation(i)));
      reliability[i] = Math.sqrt(known / (known + 30.0 + 20.0 * d));
    }
    return ChiSquare.asNormal(covariance.squaredDistance(z, reliability), d);
  }

  private double deviation(int i) {
    return Math.max(Math.sqrt(covariance.variance(i)), NEGLIGIBLE * Math.abs(near[i]) + FLOOR);
  }

  /** Follows the values, and learns the usual steps as far as the values are trusted. */
  void learn(double[] values, double trust, boolean warmingUp) {
    int d = near.length;
    if (samples == 0.0) {
      System.arraycopy(values, 0, near, 0, d);
    }
    double[] steps = new double[d];
    for (int i = 0; i < d; i++) {
      steps[i] = values[i] - near[i];
    }
    if (trust > 0.0) {
      samples += trust;
      covariance.learn(steps, trust * Math.max(1.0 / memory, 1.0 / samples));
    }
    for (int i = 0; i < d; i++) {
      double reach = warmingUp ? Double.MAX_VALUE : CLIP * deviation(i);
      near[i] += ALPHA * Math.max(-reach, Math.min(reach, steps[i]));
    }
  }

  /** What was seen counts as this many samples. */
  void accept(double asSamples) {
    samples = Math.min(samples, asSamples);
  }

  void writeTo(DataOutput out) throws IOException {
    DoubleArrays.write(out, near);
    covariance.writeTo(out);
    out.writeDouble(samples);
  }

  static ChannelSteps readFrom(DataInput in, double memory, int channels) throws IOException {
    return new ChannelSteps(
        memory,
        DoubleArrays.read(in, channels),
        Covariance.readFrom(in, channels),
        in.readDouble());
  }
}
