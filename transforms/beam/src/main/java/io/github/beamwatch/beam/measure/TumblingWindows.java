package io.github.beamwatch.beam.measure;

import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.windowing.IncompatibleWindowException;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PartitioningWindowFn;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Windows of one length, side by side from the epoch in both directions, as the measure plan cuts
 * them. Beam's {@code FixedWindows} is the same from 1970 on; a time that lies more than one window
 * before that it puts into the window after its own.
 */
final class TumblingWindows extends PartitioningWindowFn<Object, IntervalWindow> {

  private static final long serialVersionUID = 1;

  private final long millis;

  private TumblingWindows(long millis) {
    this.millis = millis;
  }

  static TumblingWindows ofMillis(long millis) {
    return new TumblingWindows(millis);
  }

  @Override
  public IntervalWindow assignWindow(Instant timestamp) {
    long time = timestamp.getMillis();
    return new IntervalWindow(
        Instant.ofEpochMilli(time - Math.floorMod(time, millis)), Duration.millis(millis));
  }

  @Override
  public Coder<IntervalWindow> windowCoder() {
    return IntervalWindow.getCoder();
  }

  @Override
  public boolean isCompatible(WindowFn<?, ?> other) {
    return equals(other);
  }

  @Override
  public void verifyCompatibility(WindowFn<?, ?> other) throws IncompatibleWindowException {
    if (!isCompatible(other)) {
      throw new IncompatibleWindowException(
          other, "windows of " + millis + " ms go only with windows of the same length");
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TumblingWindows that && millis == that.millis;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(millis);
  }
}
