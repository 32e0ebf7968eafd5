package io.github.beamwatch.core.detector;

import io.github.beamwatch.core.statistics.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What {@link Auto} is for several channels together: shifts that persist, however small, and
 * single rows that are far off, each measured by what the channels did before.
 *
 * <p>Two views: {@link ChannelLevels} (a multivariate EWMA with T² whose scale grows with how much
 * a channel wanders) and {@link ChannelSteps} (T² of a row against the rows just before). Each
 * gives a standard normal quantile; {@code r} is the greater of level / {@value #LEVEL_LIMIT} and
 * step / max({@value #STEP_LIMIT}, {@value #STEP_MARGIN} × the greatest usual step seen).
 *
 * <p>Score: the grade {@code 1 − 2^−r}, 0 to 1; the threshold is 0.5, where a view reaches its
 * limit. No expected value and no band, since the grade is of all channels together. Warm-up:
 * {@code warmup} samples. Memory: {@code 81 + 72·d + 8·d·(d+1)} bytes for d channels: 1.2 kB for 8.
 * Time per sample grows with d³. A constant channel adds nothing while it stays, and a departure by
 * more than a few parts in 10⁹ is an anomaly. Collinear channels are allowed. Gaps and restarts
 * change nothing: samples count, not time.
 *
 * <p>It learns {@link Learning#ALWAYS} and guards itself: anomalies teach nothing, samples whose
 * level is doubtful (above {@value #DOUBT}) teach a tenth; only the means of channels that are
 * quiet by themselves go on. After {@value #PATIENCE} anomalies, each usual sample counting back a
 * quarter, the present state is accepted: for as many samples everything teaches and levels are not
 * judged.
 *
 * <p>Measured on simulated weeks of one sample a minute: no false alarm in a week on white noise,
 * autoregressive noise, ramps, constants and collinear channels; about 0.1 a week on random walks
 * and daily cycles, 0.3 on autoregressive noise with a coefficient of 0.99, 1 on Student-t noise
 * with 3 degrees of freedom, 4 in the first week of a process that switches between two regimes at
 * random. Not meant for finding a small drift in a channel that drifts anyway.
 */
final class AutoMultivariate implements Detector {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;
  private static final String NAME = "auto";

  private static final double MEMORY = 10_000;
  private static final double LEVEL_LIMIT = 4.25;
  private static final double STEP_LIMIT = 8.0;
  private static final double STEP_MARGIN = 2.0;
  private static final double DOUBT = 2.0;
  private static final double DOUBTFUL_TRUST = 0.1;
  private static final int PATIENCE = 1440;

  /** Usual samples over which the memory of an odd step fades. */
  private static final double ODD_MEMORY = 100;

  private static final double RECOVERY = 0.25;

  private final int warmup;
  private final double threshold;

  AutoMultivariate(int warmup, double threshold) {
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
    return new Views(
        channels, new ChannelLevels(MEMORY, channels), new ChannelSteps(MEMORY, channels));
  }

  @Override
  public Memory readFrom(DataInput in) throws IOException {
    int channels = DoubleArrays.readChannels(in, "memory of detector " + NAME, VERSION);
    Views views =
        new Views(
            channels,
            ChannelLevels.readFrom(in, MEMORY, channels),
            ChannelSteps.readFrom(in, MEMORY, channels));
    views.samples = in.readDouble();
    views.usualStep = in.readDouble();
    views.oddStep = in.readDouble();
    views.unrest = in.readDouble();
    views.accepting = in.readInt();
    return views;
  }

  private final class Views implements Memory {
    private final int channels;
    private final ChannelLevels levels;
    private final ChannelSteps steps;
    private double samples;
    private double usualStep;
    private double oddStep;
    private double unrest;
    private int accepting;

    Views(int channels, ChannelLevels levels, ChannelSteps steps) {
      this.channels = channels;
      this.levels = levels;
      this.steps = steps;
    }

    @Override
    public Score score(Sample sample) {
      if (samples < warmup) {
        return Score.WARMUP;
      }
      double[] values = DoubleArrays.bounded(sample.values());
      double ratio = ratio(levels.quantile(values), steps.quantile(values));
      double grade = 1.0 - StrictMath.pow(2.0, -Math.max(0.0, ratio));
      return new Score(grade, Double.NaN, Double.NaN, Double.NaN);
    }

    private double ratio(double level, double step) {
      double ofLevel = accepting > 0 ? 0.0 : level / LEVEL_LIMIT;
      return Math.max(ofLevel, step / stepLimit());
    }

    private double stepLimit() {
      return Math.max(usualStepLimit(), STEP_MARGIN * oddStep);
    }

    private double usualStepLimit() {
      return Math.max(STEP_LIMIT, STEP_MARGIN * usualStep);
    }

    @Override
    public void learn(Sample sample) {
      double[] values = DoubleArrays.bounded(sample.values());
      boolean warmingUp = samples < warmup;
      double trust = warmingUp ? 1.0 : judge(levels.quantile(values), steps.quantile(values));
      samples += trust;
      levels.learn(values, trust, warmingUp);
      steps.learn(values, trust, warmingUp);
      if (unrest >= PATIENCE) {
        unrest = 0.0;
        accepting = PATIENCE;
        samples = Math.min(samples, warmup);
        levels.accept(warmup);
        steps.accept(warmup);
      }
    }

    /** Keeps count of anomalies; how far a sample may teach, 0 to 1. */
    private double judge(double level, double step) {
      double ratio = ratio(level, step);
      boolean doubtful = accepting == 0 && level >= DOUBT;
      accepting = Math.max(0, accepting - 1);
      if (ratio >= 1.0) {
        unrest += 1.0;
        // spikes that crowd become usual, each raising the bar by at most the margin
        oddStep = step < stepLimit() ? oddStep : Math.min(step, stepLimit());
        return 0.0;
      }
      if (step >= usualStepLimit()) {
        return 0.0; // borne with, because there was more of it just before; not usual
      }
      oddStep *= 1.0 - 1.0 / ODD_MEMORY;
      unrest = Math.max(0.0, unrest - RECOVERY);
      usualStep = Math.max(step, usualStep * (1.0 - 1.0 / MEMORY));
      return doubtful ? DOUBTFUL_TRUST : 1.0;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeInt(channels);
      levels.writeTo(out);
      steps.writeTo(out);
      out.writeDouble(samples);
      out.writeDouble(usualStep);
      out.writeDouble(oddStep);
      out.writeDouble(unrest);
      out.writeInt(accepting);
    }
  }
}
