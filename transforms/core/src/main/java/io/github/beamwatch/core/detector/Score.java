package io.github.beamwatch.core.detector;

/**
 * What a detector says of one sample.
 *
 * @param score how unusual, in the detector's documented unit and range; higher is more unusual, 0
 *     is usual. NaN while the detector warms up
 * @param expected what it expected (of the first or the most deviant channel, as the detector
 *     documents); NaN where it expects nothing in particular
 * @param lower the least value that would have scored below the detector's threshold; {@code
 *     -Infinity} where no value is too low, NaN where the detector has no band
 * @param upper the greatest such value
 */
public record Score(double score, double expected, double lower, double upper) {

  /** Not enough is known to say anything. */
  public static final Score WARMUP = new Score(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /** Whether there is no score yet. */
  public boolean isWarmup() {
    return Double.isNaN(score);
  }
}
