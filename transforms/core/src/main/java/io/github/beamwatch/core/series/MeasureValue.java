package io.github.beamwatch.core.series;

import java.io.Serializable;

/**
 * One measure of one window.
 *
 * @param value the count, sum, minimum, maximum or mean; NaN when no event carried it
 * @param samples how many events it rests on
 * @param variance the unbiased sample variance of the single events' values, NaN where the measure
 *     is a count or rests on fewer than two events
 */
public record MeasureValue(double value, long samples, double variance) implements Serializable {

  /** A measure without a variance. */
  public static MeasureValue of(double value, long samples) {
    return new MeasureValue(value, samples, Double.NaN);
  }

  /** False when no event carried the measure in this window. */
  public boolean present() {
    return !Double.isNaN(value);
  }
}
