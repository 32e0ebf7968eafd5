package io.github.beamwatch.core.detect;

/**
 * What one window says of one metric, and how sure one can be of it.
 *
 * @param value the metric's value; NaN when there is none
 * @param count the events of interest, where the metric counts such; otherwise 0
 * @param size how many independent pieces the value is made of: trials of a ratio, events of a
 *     mean; 1 where the window is one piece
 * @param unitVariance the variance that one such piece would have alone; NaN where the window
 *     cannot tell
 * @param samples how many events the value rests on
 */
record Observation(double value, double count, double size, double unitVariance, long samples) {

  boolean missing() {
    return !Double.isFinite(value);
  }

  /** The same, its value moved between the bounds. */
  Observation clipped(double low, double high) {
    double moved = Math.max(low, Math.min(high, value));
    return moved == value ? this : new Observation(moved, count, size, unitVariance, samples);
  }
}
