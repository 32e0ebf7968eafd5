package io.github.beamwatch.core.feature;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

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

  /** In no order; all, or more than those with the least hashes. */
  private long[] kept = new long[4];

  private int size;

  /** The greatest hash that can still be among the least, once some were left out. */
  private long greatest = Long.MAX_VALUE;

  void add(long time) {
    count++;
    first = Math.min(first, time);
    last = Math.max(last, time);
    keep(time);
  }

  void addAll(EventTimes other) {
    count += other.count;
    first = Math.min(first, other.first);
    last = Math.max(last, other.last);
    greatest = Math.min(greatest, other.greatest);
    for (int i = 0; i < other.size; i++) {
      keep(other.kept[i]);
    }
  }

  private void keep(long time) {
    if (greatest < Long.MAX_VALUE && StableHash.of(time) > greatest) {
      return;
    }
    if (size == kept.length) {
      if (size >= 4 * KEPT) {
        settle();
      } else {
        kept = Arrays.copyOf(kept, 2 * size);
      }
    }
    kept[size++] = time;
  }

  /** Leaves {@value #KEPT} at most, ascending. */
  private void settle() {
    if (size > KEPT) {
      long[] hashes = new long[size];
      for (int i = 0; i < size; i++) {
        hashes[i] = StableHash.of(kept[i]);
      }
      Arrays.sort(hashes);
      // Equal times have equal hashes: whichever of them goes, the rest is the same.
      long limit = hashes[KEPT - 1];
      int equal = 1;
      while (equal < KEPT && hashes[KEPT - 1 - equal] == limit) {
        equal++;
      }
      int left = 0;
      for (int i = 0; i < size; i++) {
        long hash = StableHash.of(kept[i]);
        if (hash < limit || hash == limit && equal-- > 0) {
          kept[left++] = kept[i];
        }
      }
      size = left;
      greatest = limit;
    }
    Arrays.sort(kept, 0, size);
  }

  /** Milliseconds of the epoch; the greatest number where there is no event. */
  long first() {
    return first;
  }

  /** Milliseconds of the epoch; the least number where there is no event. */
  long last() {
    return last;
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
    settle();
    double least = meanGap();
    for (int i = 1; i < size; i++) {
      least = Math.min(least, (kept[i] - kept[i - 1]) / 1000.0);
    }
    return least;
  }

  void writeTo(DataOutput out) throws IOException {
    VarInts.write(out, count);
    if (count == 0) {
      return;
    }
    settle();
    out.writeLong(first);
    VarInts.write(out, last - first);
    VarInts.write(out, size);
    long before = first;
    for (int i = 0; i < size; i++) {
      VarInts.write(out, kept[i] - before);
      before = kept[i];
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
    times.size = VarInts.readCount(in, KEPT, "times");
    times.kept = new long[Math.max(4, times.size)];
    long before = times.first;
    for (int i = 0; i < times.size; i++) {
      before += VarInts.read(in);
      times.kept[i] = before;
    }
    return times;
  }
}
