package io.github.beamwatch.core.detector;

import io.github.beamwatch.core.detector.DetectorKind.Channels;
import io.github.beamwatch.core.statistics.ChiSquare;
import io.github.beamwatch.core.statistics.Covariance;
import io.github.beamwatch.core.statistics.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Multivariate EWMA with Hotelling's T² (Lowry, Woodall, Champ, Rigdon 1992, "A multivariate
 * exponentially weighted moving average control chart"), with a learned mean and covariance.
 *
 * <p>{@code e ← e + alpha·(x − e)}; {@code T² = (e − mean)ᵀ S⁻¹ (e − mean)}, where S is the
 * covariance of e itself as it was seen, not the theoretical one, so that noise with a memory does
 * not read as a shift. Its correlations are shrunk towards none by {@code m/(m + 4d)}, m the number
 * of independent values of e seen, at most {@code memory·alpha/2}.
 *
 * <p>Score: T² as the quantile of a standard normal variable ({@link ChiSquare#asNormal}), 0 and
 * up: the same threshold serves any number of channels. No expected value and no band, since the
 * score is of all channels together. Warm-up: {@code warmup} samples. Memory: {@code 13 + 16·d +
 * 4·d·(d+1)} bytes for d channels. A channel that never varied adds nothing while it stays, and
 * makes the score at least {@link Score#CERTAIN} when it departs by more than one part in 10⁹.
 *
 * <p>Every sample moves e, so it learns {@link Learning#ALWAYS} and guards itself: a sample above
 * the threshold teaches the mean and the covariance a fiftieth of what another does. A level that
 * stays is so accepted slowly. Gaps and restarts change nothing: samples count, not time.
 *
 * <p>Measured on simulated weeks of one sample a minute: at most 0.2 false alarms a week on white
 * and autoregressive noise, random walks, daily cycles, ramps, constants and collinear channels; 14
 * on Student-t noise with 3 degrees of freedom, for which it is not meant. On channels that drift
 * it is silent rather than right: there {@code auto} finds more.
 */
public final class MewmaT2 implements Detector {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;
  private static final String NAME = "mewma_t2";
  private static final double DISTRUST = 0.02;

  /** How this detector is registered. */
  public static final DetectorKind KIND =
      new DetectorKind(
          NAME,
          Channels.SEVERAL,
          "shift of several channels together, smoothed; steady processes without drift or season",
          List.of(
              new Parameter("alpha", 0.1, 1e-3, 1.0, "weight of the newest sample"),
              new Parameter("memory", 10_000, 10, 1e7, "samples that mean and covariance rest on"),
              new Parameter("warmup", 100, 10, 1_000_000, "samples before the first score"),
              new Parameter("threshold", 5.0, 0.0, Score.CERTAIN, "standard normal quantile")),
          set ->
              new MewmaT2(
                  set.number("alpha"),
                  set.number("memory"),
                  set.count("warmup"),
                  set.number("threshold")));

  private final double alpha;
  private final double memory;
  private final int warmup;
  private final double threshold;

  private MewmaT2(double alpha, double memory, int warmup, double threshold) {
    this.alpha = alpha;
    this.memory = memory;
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
    return new Chart(0.0, new double[channels], new double[channels], new Covariance(channels));
  }

  @Override
  public Memory readFrom(DataInput in) throws IOException {
    int channels = DoubleArrays.readChannels(in, "memory of detector " + NAME, VERSION);
    return new Chart(
        in.readDouble(),
        DoubleArrays.read(in, channels),
        DoubleArrays.read(in, channels),
        Covariance.readFrom(in, channels));
  }

  private final class Chart implements Memory {
    private double samples;
    private final double[] mean;
    private final double[] smooth;
    private final Covariance covariance;

    Chart(double samples, double[] mean, double[] smooth, Covariance covariance) {
      this.samples = samples;
      this.mean = mean;
      this.smooth = smooth;
      this.covariance = covariance;
    }

    @Override
    public Score score(Sample sample) {
      if (samples < warmup) {
        return Score.WARMUP;
      }
      double quantile = quantile(DoubleArrays.bounded(sample.values()));
      return new Score(Math.max(0.0, quantile), Double.NaN, Double.NaN, Double.NaN);
    }

    private double quantile(double[] values) {
      int d = mean.length;
      double[] standardised = new double[d];
      double[] reliability = new double[d];
      double independent = Math.min(samples, memory) * alpha / (2.0 - alpha);
      for (int i = 0; i < d; i++) {
        double distance = smooth[i] + alpha * (values[i] - smooth[i]) - mean[i];
        double deviation = Math.sqrt(covariance.variance(i));
        boolean negligible = Math.abs(distance) <= 1e-9 * Math.abs(mean[i]) * alpha;
        standardised[i] = negligible ? 0.0 : bounded(distance / deviation);
        reliability[i] = Math.sqrt(independent / (independent + 4.0 * d));
      }
      return ChiSquare.asNormal(covariance.squaredDistance(standardised, reliability), d);
    }

    /** So large that the quantile passes {@link Score#CERTAIN}, and finite. */
    private static double bounded(double z) {
      return Math.max(-1e12, Math.min(1e12, z));
    }

    @Override
    public void learn(Sample sample) {
      double[] values = DoubleArrays.bounded(sample.values());
      boolean distrusted = samples >= warmup && quantile(values) >= threshold;
      double trust = distrusted ? DISTRUST : 1.0;
      samples += trust;
      double weight = trust / Math.min(samples, memory);
      boolean settled = samples * alpha > 1.0;
      double[] deviations = new double[mean.length];
      for (int i = 0; i < mean.length; i++) {
        smooth[i] += alpha * (values[i] - smooth[i]);
        mean[i] += weight * (values[i] - mean[i]);
        // the first samples' mean is the best guess of the level, and no sign of its variation
        smooth[i] = settled ? smooth[i] : mean[i];
        deviations[i] = smooth[i] - mean[i];
      }
      covariance.learn(deviations, settled ? weight : 0.0);
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeInt(mean.length);
      out.writeDouble(samples);
      DoubleArrays.write(out, mean, smooth);
      covariance.writeTo(out);
    }
  }
}
