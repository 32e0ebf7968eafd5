package io.github.beamwatch.core.detector;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How improbable a quantity is, on either side: a dip may be rare where a peak is not. */
final class TwoTails {
  private final UpperTail high;
  private final UpperTail low;

  TwoTails() {
    this(new UpperTail(), new UpperTail());
  }

  private TwoTails(UpperTail high, UpperTail low) {
    this.high = high;
    this.low = low;
  }

  /** See {@link UpperTail#surprise}. */
  double surprise(double value) {
    return Math.max(high.surprise(value), low.surprise(-value));
  }

  void learn(double value) {
    high.learn(value);
    low.learn(-value);
  }

  /** The mean distance from the mean. */
  double spread() {
    return high.spread();
  }

  void writeTo(DataOutput out) throws IOException {
    high.writeTo(out);
    low.writeTo(out);
  }

  static TwoTails readFrom(DataInput in) throws IOException {
    return new TwoTails(UpperTail.readFrom(in), UpperTail.readFrom(in));
  }
}
