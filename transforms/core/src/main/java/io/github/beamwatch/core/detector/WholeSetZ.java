package io.github.beamwatch.core.detector;

import io.github.beamwatch.core.statistics.ExactMoments;
import java.io.Serializable;

/**
 * The z-score of a value among all of a bounded data set: {@code |x − mean| / sd}, sample standard
 * deviation, the value itself included. So in a set of n values none scores above {@code (n − 1) /
 * √n}: fewer than 11 have no score of 3.
 *
 * <p>Score: 0 to {@link Score#CERTAIN}; warm-up where there are fewer than two values. In a
 * constant set every value scores 0.
 *
 * @param mean of the set
 * @param deviation of the set
 * @param threshold the score at which the band ends
 */
public record WholeSetZ(double mean, double deviation, double threshold) implements Serializable {

  /** The usual threshold. */
  public static final double THRESHOLD = 3.0;

  /** By the moments of the set. */
  public static WholeSetZ of(ExactMoments set, double threshold) {
    return new WholeSetZ(set.mean(), set.deviation(), threshold);
  }

  /** How unusual a value is in the set. */
  public Score score(double value) {
    return Double.isNaN(deviation)
        ? Score.WARMUP
        : Score.ofDistance(value, mean, deviation, threshold);
  }
}
