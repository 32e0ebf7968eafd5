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

  /** The score of any departure from a history without variation; no score of distance is above. */
  public static final double CERTAIN = 1000.0;

  /** What differs from the expected value by less than this share of it does not differ. */
  private static final double NEGLIGIBLE = 1e-9;

  /**
   * Distance from the expected value in units of {@code scale}, 0 to {@link #CERTAIN}, and the band
   * of the values nearer than {@code threshold}. Where the scale is 0, anything that differs from
   * the expected value by more than one part in 10⁹ is certain.
   */
  static Score ofDistance(double value, double expected, double scale, double threshold) {
    double distance = Math.abs(value - expected);
    double negligible = NEGLIGIBLE * Math.abs(expected);
    double score = distance <= negligible ? 0.0 : Math.min(CERTAIN, distance / scale);
    double band = Math.max(negligible, threshold * scale);
    return new Score(score, expected, expected - band, expected + band);
  }

  /**
   * The same of the distance beyond the nearer of two ends; 0 between them.
   *
   * @param expected what is said to be expected
   */
  static Score beyond(
      double value, double low, double high, double scale, double threshold, double expected) {
    double nearest = Math.max(low, Math.min(high, value));
    double score = ofDistance(value, nearest, scale, threshold).score();
    double reach = threshold * scale;
    return new Score(score, expected, low - reach, high + reach);
  }

  /** Whether there is no score yet. */
  public boolean isWarmup() {
    return Double.isNaN(score);
  }
}
