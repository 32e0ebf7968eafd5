package io.github.beamwatch.core.detect;

import io.github.beamwatch.core.expression.MetricShape;
import io.github.beamwatch.core.statistics.BetaBinomialTail;
import io.github.beamwatch.core.statistics.NegativeBinomialTail;
import io.github.beamwatch.core.statistics.StudentTail;
import java.io.Serializable;

/** How improbable a value, or one further out, is if the baseline still holds. */
sealed interface SurpriseTest extends Serializable {

  /** ln of the probability; NaN where nothing can be said. */
  double logTail(boolean below, Observation now, EmaBaseline baseline);

  /** The variance of one piece if the baseline holds: see {@link Observation}. */
  double unitVariance(EmaBaseline baseline);

  /** Whether the expected variation is known, rather than learned from the past's own. */
  default boolean knowsChance() {
    return true;
  }

  /** The test that suits a metric of this shape. */
  static SurpriseTest of(MetricShape shape) {
    if (shape instanceof MetricShape.Count count && count.scale() > 0.0) {
      return new CountTest(count.scale());
    }
    if (shape instanceof MetricShape.RatioOfCounts ratio && ratio.scale() > 0.0) {
      return new ShareTest(ratio.scale());
    }
    if (shape instanceof MetricShape.Other
        || shape instanceof MetricShape.Count
        || shape instanceof MetricShape.RatioOfCounts) {
      return new PastTest();
    }
    return new MeanTest();
  }

  /**
   * A count. Its predictive distribution is negative binomial: Poisson about a rate that the
   * baseline only estimates, widened where the past was more restless than Poisson.
   */
  record CountTest(double scale) implements SurpriseTest {
    @Override
    public double logTail(boolean below, Observation now, EmaBaseline baseline) {
      double mean = now.size() * baseline.average() / scale;
      double excess = baseline.dispersion() * (1.0 + now.size() * baseline.inverseSize()) - 1.0;
      return countTail(below, now.count(), mean, excess);
    }

    @Override
    public double unitVariance(EmaBaseline baseline) {
      return baseline.average() * scale;
    }
  }

  /** Successes among trials: beta-binomial, for the same reasons. */
  record ShareTest(double scale) implements SurpriseTest {
    @Override
    public double logTail(boolean below, Observation now, EmaBaseline baseline) {
      double share = baseline.average() / scale;
      double trials = now.size();
      double excess = baseline.dispersion() * (1.0 + trials * baseline.inverseSize()) - 1.0;
      if (!(trials > 0.0)) {
        return 0.0;
      }
      if (now.count() > trials || share >= 1.0) {
        // more clicks than impressions: not successes among trials, so a count per trial
        return countTail(below, now.count(), share * trials, excess);
      }
      double concentration =
          trials <= 1.0 || excess <= 0.0
              ? Double.POSITIVE_INFINITY
              : Math.max(0.5, (trials - 1.0) / excess - 1.0);
      return below
          ? BetaBinomialTail.logAtMost(now.count(), trials, share, concentration)
          : BetaBinomialTail.logAtLeast(now.count(), trials, share, concentration);
    }

    @Override
    public double unitVariance(EmaBaseline baseline) {
      double share = baseline.average() / scale;
      return scale * scale * share * (share < 1.0 ? 1.0 - share : 1.0);
    }
  }

  /** A mean or a sum, by the variance of the single events that the baseline saw. */
  record MeanTest() implements SurpriseTest {
    @Override
    public double logTail(boolean below, Observation now, EmaBaseline baseline) {
      double variance = baseline.dispersion() * baseline.unitVariance() * spread(now, baseline);
      return distanceTail(below, now, baseline, variance, degrees(now, baseline));
    }

    /**
     * No more than the events behind the variance, and no more than those of the window itself: the
     * mean of a few events need not be normal.
     */
    private static double degrees(Observation now, EmaBaseline baseline) {
      double seen = now.samples() - 1.0;
      return baseline.inverseSize() > 0.0
          ? Math.min(seen, now.samples() / now.size() / baseline.inverseSize())
          : seen;
    }

    @Override
    public double unitVariance(EmaBaseline baseline) {
      return baseline.unitVariance();
    }
  }

  /** Anything else, by how far windows strayed from the baseline before. */
  record PastTest() implements SurpriseTest {
    @Override
    public double logTail(boolean below, Observation now, EmaBaseline baseline) {
      double strayed = baseline.residuals() > 0 ? baseline.meanResidual() : Double.NaN;
      double variance = strayed * spread(now, baseline);
      return distanceTail(below, now, baseline, variance, baseline.residuals());
    }

    @Override
    public boolean knowsChance() {
      return false;
    }

    @Override
    public double unitVariance(EmaBaseline baseline) {
      return 1.0;
    }
  }

  /** The variance of the distance from baseline to value, in units of one piece. */
  static double spread(Observation now, EmaBaseline baseline) {
    return 1.0 / now.size() + baseline.inverseSize();
  }

  private static double countTail(boolean below, double count, double mean, double excess) {
    double shape = excess > 0.0 ? mean / excess : Double.POSITIVE_INFINITY;
    return below
        ? NegativeBinomialTail.logAtMost(count, mean, shape)
        : NegativeBinomialTail.logAtLeast(count, mean, shape);
  }

  private static double distanceTail(
      boolean below, Observation now, EmaBaseline baseline, double variance, double degrees) {
    double distance = now.value() - baseline.average();
    double outward = below ? -distance : distance;
    if (variance == 0.0) {
      // a past without any variation: every departure from it is news
      return outward > 0.0 ? Double.NEGATIVE_INFINITY : 0.0;
    }
    double freedom = Math.max(1.0, degrees);
    double tail = StudentTail.logAtLeast(outward / Math.sqrt(variance), freedom);
    if (below || !(baseline.average() > 0.0) || !(distance > 0.0)) {
      return tail;
    }
    // amounts lean to the right: a few large ones are no news, so a rise must stand out in
    // logarithms too
    double logVariance = Math.log1p(variance / (baseline.average() * baseline.average()));
    double rise = Math.log(now.value() / baseline.average()) + logVariance / 2.0;
    return Math.max(tail, StudentTail.logAtLeast(rise / Math.sqrt(logVariance), freedom));
  }
}
