package io.github.beamwatch.core.detector;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The last values of a series, oldest first, and statistics of exactly these. */
final class RecentValues {
  private final double[] ring;

  /** How many there are; at most as many as the ring holds. */
  private int size;

  /** Where the oldest one is, and the next will be, once the ring is full. */
  private int oldest;

  /** The values in ascending order; null until someone asks for an order. */
  private double @Nullable [] sorted;

  RecentValues(int capacity) {
    this.ring = new double[capacity];
  }

  int size() {
    return size;
  }

  void add(double value) {
    boolean full = size == ring.length;
    int place = full ? oldest : size;
    if (sorted != null) {
      replace(sorted, full ? ring[place] : Double.NaN, full ? size : size++, value);
    } else if (!full) {
      size++;
    }
    ring[place] = value;
    oldest = full && oldest + 1 < ring.length ? oldest + 1 : 0;
  }

  /** Takes {@code old} out of the first {@code count} values, unless NaN, and puts another in. */
  private static void replace(double[] sorted, double old, int count, double value) {
    int rest = count;
    if (!Double.isNaN(old)) {
      int at = Arrays.binarySearch(sorted, 0, count, old);
      System.arraycopy(sorted, at + 1, sorted, at, count - at - 1);
      rest--;
    }
    int found = Arrays.binarySearch(sorted, 0, rest, value);
    int at = found < 0 ? -found - 1 : found;
    System.arraycopy(sorted, at, sorted, at + 1, rest - at);
    sorted[at] = value;
  }

  private double[] sorted() {
    if (sorted == null) {
      sorted = ring.clone();
      Arrays.sort(sorted, 0, size);
    }
    return sorted;
  }

  /** From oldest to newest, so that the sum has the same bits wherever the ring begins. */
  double mean() {
    double sum = 0.0;
    for (int i = 0; i < size; i++) {
      sum += ring[place(i)];
    }
    return sum / size;
  }

  /** The sample standard deviation about this mean. */
  double deviation(double mean) {
    double squares = 0.0;
    for (int i = 0; i < size; i++) {
      double distance = ring[place(i)] - mean;
      squares += distance * distance;
    }
    return Math.sqrt(squares / (size - 1));
  }

  /** The mean distance from a centre. */
  double meanDistance(double centre) {
    double sum = 0.0;
    for (int i = 0; i < size; i++) {
      sum += Math.abs(ring[place(i)] - centre);
    }
    return sum / size;
  }

  private int place(int age) {
    int i = oldest + age;
    return i < ring.length ? i : i - ring.length;
  }

  /** Linear between the two nearest (type 7 of Hyndman and Fan, 1996). */
  double quantile(double q) {
    double[] order = sorted();
    double rank = q * (size - 1);
    int below = (int) rank;
    double low = order[below];
    return below + 1 < size ? low + (rank - below) * (order[below + 1] - low) : low;
  }

  /** The median distance from a centre. */
  double medianDistance(double centre) {
    double[] order = sorted();
    // Distances fall towards the centre and rise behind it: merge the two sides from the middle.
    int right = Arrays.binarySearch(order, 0, size, centre);
    right = right < 0 ? -right - 1 : right;
    int left = right - 1;
    double before = 0.0;
    double last = 0.0;
    for (int taken = 0; taken <= size / 2; taken++) {
      double toLeft = left >= 0 ? centre - order[left] : Double.POSITIVE_INFINITY;
      double toRight = right < size ? order[right] - centre : Double.POSITIVE_INFINITY;
      before = last;
      last = Math.min(toLeft, toRight);
      if (toLeft <= toRight) {
        left--;
      } else {
        right++;
      }
    }
    return size % 2 == 1 ? last : (before + last) / 2.0;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      out.writeDouble(ring[place(i)]);
    }
  }

  static RecentValues readFrom(DataInput in, int capacity) throws IOException {
    int size = in.readInt();
    if (size < 0 || size > capacity) {
      throw new IOException("%d recent values, where %d are kept".formatted(size, capacity));
    }
    RecentValues values = new RecentValues(capacity);
    for (int i = 0; i < size; i++) {
      values.add(in.readDouble());
    }
    return values;
  }
}
