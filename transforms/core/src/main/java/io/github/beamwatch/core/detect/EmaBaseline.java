package io.github.beamwatch.core.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a series' past says of one metric: an exponential moving average over windows, and how much
 * it can be trusted.
 *
 * <p>The first window sets the average; each later one moves it: {@code average ← (1 −
 * alpha)·average + alpha·value}. Beside it run the same weights squared (how much the average
 * itself may be off), the variance of single pieces, and how far windows strayed from the average
 * in units of what chance allows.
 *
 * @param average the expected value
 * @param inverseSize the reciprocal of the number of pieces (see {@link Observation#size}) that the
 *     average rests on: the sum over windows of squared weight by size
 * @param unitVariance the variance of a single piece; NaN where no window told
 * @param meanResidual the mean squared distance of windows from the average before them, in units
 *     of what chance allows
 * @param windows how many windows it has learned
 * @param lastLearned the end of the last of them, epoch milliseconds
 */
record EmaBaseline(
    double average,
    double inverseSize,
    double unitVariance,
    double meanResidual,
    long windows,
    long lastLearned) {

  /** Nothing learned. */
  static final EmaBaseline BLANK = new EmaBaseline(Double.NaN, 0.0, Double.NaN, 0.0, 0, 0);

  /** Windows that the memory for straying reaches back, about. */
  private static final int RESIDUAL_MEMORY = 50;

  /** Windows' worth of belief that windows stray no further than chance allows. */
  private static final double PRIOR_WINDOWS = 10.0;

  /** No window counts for more than this in the mean residual, so one outlier does not blind it. */
  private static final double MAX_RESIDUAL = 16.0;

  /** Stands for a value that is known for certain. */
  static EmaBaseline certain(double value, double unitVariance) {
    return new EmaBaseline(value, 0.0, unitVariance, 0.0, 0, 0);
  }

  /** How many windows' distances are remembered. */
  double residuals() {
    return Math.max(0.0, Math.min(windows - 1.0, RESIDUAL_MEMORY));
  }

  /** The factor, at least 1, by which windows vary more than chance allows. */
  double dispersion() {
    double n = residuals();
    return Math.max(1.0, (PRIOR_WINDOWS + n * meanResidual) / (PRIOR_WINDOWS + n));
  }

  /** True when nothing was learned for longer than the time to live. */
  boolean expired(long now, long ttlMillis) {
    return windows > 0 && now - lastLearned > ttlMillis;
  }

  /** The baseline after one more window. */
  EmaBaseline learn(Observation now, double alpha, SurpriseTest test, long time) {
    double pieces = Math.max(1.0, now.size());
    if (windows == 0) {
      return new EmaBaseline(now.value(), 1.0 / pieces, now.unitVariance(), 0.0, 1, time);
    }
    double keep = 1.0 - alpha;
    return new EmaBaseline(
        keep * average + alpha * now.value(),
        keep * keep * inverseSize + alpha * alpha / pieces,
        moved(unitVariance, now.unitVariance(), alpha),
        meanResidual + residualStep(now, test, pieces),
        windows + 1,
        time);
  }

  private static double moved(double from, double to, double alpha) {
    if (Double.isNaN(from)) {
      return to;
    }
    return Double.isNaN(to) ? from : (1.0 - alpha) * from + alpha * to;
  }

  private double residualStep(Observation now, SurpriseTest test, double pieces) {
    double distance = now.value() - average;
    double chance = test.unitVariance(this) * (1.0 / pieces + inverseSize);
    double residual = distance == 0.0 ? 0.0 : distance * distance / chance;
    if (!Double.isFinite(residual)) {
      return 0.0;
    }
    double capped = test.knowsChance() ? Math.min(residual, MAX_RESIDUAL) : residual;
    return (capped - meanResidual) / Math.min(windows, RESIDUAL_MEMORY);
  }

  void writeTo(DataOutput out) throws IOException {
    VarLong.write(windows, out);
    if (windows > 0) {
      out.writeLong(lastLearned);
      out.writeDouble(average);
      out.writeDouble(inverseSize);
      out.writeDouble(unitVariance);
      out.writeDouble(meanResidual);
    }
  }

  static EmaBaseline readFrom(DataInput in) throws IOException {
    long windows = VarLong.read(in);
    if (windows == 0) {
      return BLANK;
    }
    long lastLearned = in.readLong();
    double average = in.readDouble();
    double inverseSize = in.readDouble();
    double unitVariance = in.readDouble();
    return new EmaBaseline(
        average, inverseSize, unitVariance, in.readDouble(), windows, lastLearned);
  }
}
