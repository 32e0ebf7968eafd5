package io.github.beamwatch.core.detector;

/**
 * One observation of a series.
 *
 * @param time when, epoch milliseconds; rises from one sample of a series to the next
 * @param values one finite number for each channel, in a fixed order, none beyond {@link
 *     #MAX_MAGNITUDE}; not to be changed. A sample that lacks a channel never reaches a detector:
 *     it is {@code NO_DATA}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; made for every sample
public record Sample(long time, double[] values) {

  /**
   * The greatest magnitude of a value that reaches a detector, so that squares and their sums stay
   * finite; what is beyond is {@code ERROR}.
   */
  public static final double MAX_MAGNITUDE = 1e100;

  /** Of a series with one channel. */
  public static Sample of(long time, double value) {
    return new Sample(time, new double[] {value});
  }

  /** The only channel's value, or the first one's. */
  public double value() {
    return values[0];
  }
}
