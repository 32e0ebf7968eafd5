package io.github.beamwatch.core.detector;

import io.github.beamwatch.core.statistics.QuantileHistogram;
import java.io.Serializable;

/**
 * Tukey's fences about the quartiles of all of a bounded data set: the distance beyond the nearer
 * quartile in interquartile ranges.
 *
 * <p>Score: 0 to {@link Score#CERTAIN}; warm-up for an empty set. Where the quartiles are equal,
 * any other value is certain. Expected: the median.
 *
 * @param low the first quartile of the set
 * @param median of the set
 * @param high the third quartile of the set
 * @param threshold Tukey's factor, at which the band ends
 */
public record WholeSetIqr(double low, double median, double high, double threshold)
    implements Serializable {

  /** Tukey's "far out". */
  public static final double THRESHOLD = 3.0;

  /** By the quantiles of the set. */
  public static WholeSetIqr of(QuantileHistogram set, double threshold) {
    return new WholeSetIqr(set.quantile(0.25), set.quantile(0.5), set.quantile(0.75), threshold);
  }

  /** How unusual a value is in the set. */
  public Score score(double value) {
    return Double.isNaN(median)
        ? Score.WARMUP
        : Score.beyond(value, low, high, high - low, threshold, median);
  }
}
