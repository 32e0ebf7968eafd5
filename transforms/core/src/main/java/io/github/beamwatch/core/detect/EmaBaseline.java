package io.github.beamwatch.core.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a series' past says of one metric: an exponential moving average over windows, and how much
 * it can be trusted.
 *
 * <p>The first window sets the average; each later one moves it: {@code average ← (1 −
 * alpha)·average + alpha·value}. Beside it run the same weights squared (how many events the
 * average rests on), the variance of single events, and how far windows strayed from the average in
 * units of what chance allows.
 */
final class EmaBaseline {
  /** Windows that the memory for straying reaches back, about. */
  private static final int RESIDUAL_MEMORY = 50;

  /** Windows' worth of belief that windows stray no further than chance allows. */
  private static final double PRIOR_WINDOWS = 10.0;

  /** One window cannot count for more than this in the squared distance, in units of chance. */
  private static final double MAX_RESIDUAL = 16.0;

  private double average;
  private double inverseSize;
  private double unitVariance;
  private double meanResidual;
  private long windows;
  private long lastLearned;

  /** Stands for a limit that is known for certain. */
  static EmaBaseline fixed(double limit, double unitVariance) {
    EmaBaseline baseline = new EmaBaseline();
    baseline.average = limit;
    baseline.unitVariance = unitVariance;
    return baseline;
  }

  double average() {
    return average;
  }

  /** The reciprocal of the number of pieces that the average rests on. */
  double inverseSize() {
    return inverseSize;
  }

  /** The variance of a single piece; NaN where no window told. */
  double unitVariance() {
    return unitVariance;
  }

  /** How many windows it has learned. */
  long windows() {
    return windows;
  }

  /** How many windows' distances are remembered. */
  double residuals() {
    return Math.min(windows - 1.0, RESIDUAL_MEMORY);
  }

  /** The mean squared distance of windows from the average, per unit of spread. */
  double residualVariance() {
    return residuals() > 0 ? meanResidual : Double.NaN;
  }

  /** The factor, at least 1, by which windows vary more than chance allows. */
  double dispersion() {
    double n = Math.max(0.0, residuals());
    return Math.max(1.0, (PRIOR_WINDOWS + n * meanResidual) / (PRIOR_WINDOWS + n));
  }

  /** True when nothing was learned for longer than the time to live. */
  boolean expired(long now, long ttlMillis) {
    return windows > 0 && now - lastLearned > ttlMillis;
  }

  void forget() {
    windows = 0;
    average = 0.0;
    inverseSize = 0.0;
    unitVariance = 0.0;
    meanResidual = 0.0;
  }

  void learn(Observation now, double alpha, SurpriseTest test, long time) {
    double pieces = Math.max(1.0, now.size());
    if (windows == 0) {
      average = now.value();
      inverseSize = 1.0 / pieces;
      unitVariance = now.unitVariance();
      meanResidual = 0.0;
    } else {
      learnResidual(now, test, pieces);
      average = (1.0 - alpha) * average + alpha * now.value();
      inverseSize = (1.0 - alpha) * (1.0 - alpha) * inverseSize + alpha * alpha / pieces;
      if (Double.isNaN(unitVariance)) {
        unitVariance = now.unitVariance();
      } else if (!Double.isNaN(now.unitVariance())) {
        unitVariance = (1.0 - alpha) * unitVariance + alpha * now.unitVariance();
      }
    }
    windows++;
    lastLearned = time;
  }

  private void learnResidual(Observation now, SurpriseTest test, double pieces) {
    double distance = now.value() - average;
    double chance = test.unitVariance(this) * (1.0 / pieces + inverseSize);
    double residual = distance == 0.0 ? 0.0 : distance * distance / chance;
    if (!Double.isFinite(residual)) {
      return;
    }
    double n = Math.min(windows, RESIDUAL_MEMORY);
    double capped =
        test instanceof SurpriseTest.PastTest ? residual : Math.min(residual, MAX_RESIDUAL);
    meanResidual += (capped - meanResidual) / n;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeDouble(average);
    out.writeDouble(inverseSize);
    out.writeDouble(unitVariance);
    out.writeDouble(meanResidual);
    VarLong.write(windows, out);
    out.writeLong(lastLearned);
  }

  static EmaBaseline readFrom(DataInput in) throws IOException {
    EmaBaseline baseline = new EmaBaseline();
    baseline.average = in.readDouble();
    baseline.inverseSize = in.readDouble();
    baseline.unitVariance = in.readDouble();
    baseline.meanResidual = in.readDouble();
    baseline.windows = VarLong.read(in);
    baseline.lastLearned = in.readLong();
    return baseline;
  }
}
