package io.github.beamwatch.core.detector;

import io.github.beamwatch.core.detector.DetectorKind.Channels;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Distance from an additive Holt-Winters forecast, in units of the usual distance (Holt 1957;
 * Winters 1960).
 *
 * <p>{@code expected = level + trend + season[phase]}; with {@code r = x − expected}, bounded to
 * four scales (after Gelper, Fried and Croux 2010): {@code level ← level + trend + alpha·r, trend ←
 * trend + alpha·beta·r, season[phase] ← season[phase] + gamma·(1 − alpha)·r}. Level and season
 * start from the mean of the first period and the distances from it, the trend from 0. The scale is
 * the root of the exponentially weighted mean square of {@code r}, weight 0.01.
 *
 * <p>Score: scales of distance, 0 to {@link Score#CERTAIN}. Warm-up: two periods, at least the
 * first period and 30 samples. Memory: 45 bytes and 8 per sample of the period. Constant history: a
 * value that departs from it by more than one part in 10⁹ is certain. Gaps: samples count, not
 * time, so a lost sample shifts the season; use {@code seasonal} for series with gaps. A sample
 * that teaches nothing still moves the season on.
 *
 * <p>False alerts a week: white noise 0.0, heavy tails 51.8, constant 0.0, ramp 0.0, daily sine
 * 0.0, weekly pattern 0.0, random walk 0.0. Not meant for heavy tails, and another period than its
 * own.
 */
public final class HoltWinters implements Detector {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;
  private static final double SCALE_ALPHA = 0.01;
  private static final int MIN_RESIDUALS = 30;

  /** How this detector is registered. */
  public static final DetectorKind KIND =
      new DetectorKind(
          "holt_winters",
          Channels.ONE,
          "distance from level, trend and season; regular series with a short period, no gaps",
          List.of(
              new Parameter("period", 24, 2, 10_080, "samples of one season"),
              new Parameter("alpha", 0.1, 1e-6, 1.0, "weight of a residual for the level"),
              new Parameter("beta", 0.01, 0.0, 1.0, "of the level's correction for the trend"),
              new Parameter("gamma", 0.1, 0.0, 1.0, "of a residual for the season"),
              new Parameter("threshold", 5.0, 0.0, Score.CERTAIN, "scales of distance")),
          HoltWinters::new);

  private final int period;
  private final double alpha;
  private final double beta;
  private final double gamma;
  private final double threshold;

  private HoltWinters(ParameterValues set) {
    this.period = set.count("period");
    this.alpha = set.number("alpha");
    this.beta = set.number("beta");
    this.gamma = set.number("gamma");
    this.threshold = set.number("threshold");
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public Memory begin(int channels) {
    return new Forecast(new ResidualScale(SCALE_ALPHA));
  }

  @Override
  public Memory readFrom(DataInput in) throws IOException {
    MemoryVersion.check(in, VERSION, KIND.name());
    Forecast forecast = new Forecast(ResidualScale.readFrom(in, SCALE_ALPHA));
    forecast.started = in.readInt();
    forecast.phase = in.readInt();
    if (forecast.phase < 0 || forecast.phase >= period) {
      throw new IOException("a memory of holt_winters of another period than " + period);
    }
    forecast.level = in.readDouble();
    forecast.trend = in.readDouble();
    for (int i = 0; i < period; i++) {
      forecast.season[i] = in.readDouble();
    }
    return forecast;
  }

  private final class Forecast implements Memory {
    private final double[] season = new double[period];
    private final ResidualScale scale;

    /** Samples of the first period, which {@link #season} holds as they are until it is full. */
    private int started;

    private int phase;
    private double level;
    private double trend;

    Forecast(ResidualScale scale) {
      this.scale = scale;
    }

    private double expected() {
      return level + trend + season[phase];
    }

    @Override
    public Score score(Sample sample) {
      return scale.residuals() < Math.max(period, MIN_RESIDUALS)
          ? Score.WARMUP
          : Score.ofDistance(sample.value(), expected(), scale.value(), threshold);
    }

    @Override
    public void learn(Sample sample) {
      if (started < period) {
        season[started++] = sample.value();
        if (started == period) {
          centre();
        }
        return;
      }
      double residual = sample.value() - expected();
      double correction = alpha * scale.bounded(residual);
      scale.add(residual);
      level += trend + correction;
      trend += beta * correction;
      season[phase] += gamma * (1.0 - alpha) / alpha * correction;
      skip(sample);
    }

    private void centre() {
      double sum = 0.0;
      for (double value : season) {
        sum += value / period;
      }
      level = sum;
      for (int i = 0; i < period; i++) {
        season[i] -= level;
      }
    }

    @Override
    public void skip(Sample sample) {
      phase = phase + 1 < period ? phase + 1 : 0;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      scale.writeTo(out);
      out.writeInt(started);
      out.writeInt(phase);
      out.writeDouble(level);
      out.writeDouble(trend);
      for (double value : season) {
        out.writeDouble(value);
      }
    }
  }
}
