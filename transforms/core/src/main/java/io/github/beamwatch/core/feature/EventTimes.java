package io.github.beamwatch.core.feature;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The times of an entity's events: the first, the last, and the gaps between them. Depends on the
 * times alone, not on their order or parts.
 *
 * <p>The mean gap is exact: the whole span over one less than the events. The least gap is exact up
 * to {@value #KEPT} events. Of more, {@value #KEPT} chosen by their hash are kept, and it is the
 * least gap among those, or the mean gap where that is less: never too small, and seldom far off,
 * since whoever has so many events has short gaps among any of them.
 *
 * <p>Size: three to five bytes for each time that is kept.
 */
final class EventTimes {
  static final int KEPT = 96;

  private long count;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  /** Ascending; all, or those with the least hashes. */
  private long[] kept = new long[0];

  void add(long time) {
    count++;
    first = Math.min(first, time);
    last = Math.max(last, time);
    keep(new long[] {time});
  }

  void addAll(EventTimes other) {
    count += other.count;
    first = Math.min(first, other.first);
    last = Math.max(last, other.last);
    keep(other.kept);
  }

  private void keep(long[] more) {
    long[] all = Arrays.copyOf(kept, kept.length + more.length);
    System.arraycopy(more, 0, all, kept.length, more.length);
    if (all.length > KEPT) {
      all =
          Arrays.stream(all)
              .boxed()
              .sorted(Comparator.comparingLong(time -> StableHash.of(time.longValue())))
              .limit(KEPT)
              .mapToLong(Long::longValue)
              .toArray();
    }
    Arrays.sort(all);
    kept = all;
  }

  long count() {
    return count;
  }

  /** Seconds; NaN for fewer than two events. */
  double meanGap() {
    return count < 2 ? Double.NaN : (last - first) / 1000.0 / (count - 1);
  }

  /** Seconds; NaN for fewer than two events. */
  double leastGap() {
    double least = meanGap();
    for (int i = 1; i < kept.length; i++) {
      least = Math.min(least, (kept[i] - kept[i - 1]) / 1000.0);
    }
    return least;
  }

  void writeTo(DataOutput out) throws IOException {
    VarInts.write(out, count);
    if (count == 0) {
      return;
    }
    out.writeLong(first);
    VarInts.write(out, last - first);
    VarInts.write(out, kept.length);
    long before = first;
    for (long time : kept) {
      VarInts.write(out, time - before);
      before = time;
    }
  }

  static EventTimes readFrom(DataInput in) throws IOException {
    EventTimes times = new EventTimes();
    times.count = VarInts.read(in);
    if (times.count == 0) {
      return times;
    }
    times.first = in.readLong();
    times.last = times.first + VarInts.read(in);
    times.kept = new long[VarInts.readCount(in, KEPT, "times")];
    long before = times.first;
    for (int i = 0; i < times.kept.length; i++) {
      before += VarInts.read(in);
      times.kept[i] = before;
    }
    return times;
  }
}
