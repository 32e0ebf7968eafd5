package io.github.beamwatch.core.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What one window, or several taken together, says of one metric, and how sure one can be of it.
 *
 * @param value the metric's value; NaN when there is none
 * @param count the events of interest, where the metric counts such; otherwise 0
 * @param size how many independent pieces the value is made of: trials of a ratio, events of a
 *     mean; where a window is one piece, the number of windows
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

  /** Both windows as one. */
  Observation plus(Observation other) {
    double total = size + other.size;
    return new Observation(
        total > 0.0 ? (value * size + other.value * other.size) / total : other.value,
        count + other.count,
        total,
        Double.isNaN(unitVariance) || Double.isNaN(other.unitVariance)
            ? Double.NaN
            : (unitVariance * size + other.unitVariance * other.size) / total,
        samples + other.samples);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeDouble(value);
    out.writeDouble(count);
    out.writeDouble(size);
    out.writeDouble(unitVariance);
    VarLong.write(samples, out);
  }

  static Observation readFrom(DataInput in) throws IOException {
    return new Observation(
        in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), VarLong.read(in));
  }
}
