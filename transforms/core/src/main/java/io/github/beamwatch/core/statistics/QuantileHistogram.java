package io.github.beamwatch.core.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Quantiles of a set of numbers, gathered in parts and merged, in bounded memory. The result
 * depends on the set alone: not on the order of the numbers, nor on how they came in parts.
 *
 * <p>It counts numbers by value, and is exact up to {@value #BINS} different ones. Where there are
 * more, numbers whose upper bits are equal are counted as one bin, with the most bits that need no
 * more bins than that. Whatever subset first needed fewer bits, the whole set needs no more bits
 * than it; that is why all ways of merging end in the same bins. Within a bin, quantiles are spread
 * evenly. The ranks of 300,000 normal numbers are right to 0.001, about as those of a t-digest,
 * which depends on the order.
 *
 * <p>Up to {@value #BINS} bins of 16 bytes when written. Not thread-safe.
 */
public final class QuantileHistogram {
  private static final byte VERSION = 1;

  /** The most bins there are, unless somebody says otherwise. */
  public static final int BINS = 4096;

  private final int bins;

  /** Keys that were added and are not counted yet; grows up to the bins. */
  private long[] pending = new long[8];

  private int pendingSize;

  /** How many low bits of a key do not matter. */
  private int droppedBits;

  /** The keys of the bins, their dropped bits 0, in ascending order; and the counts. */
  private long[] keys = new long[0];

  private long[] counts = new long[0];

  /** Exact up to {@value #BINS} different numbers. */
  public QuantileHistogram() {
    this(BINS);
  }

  /**
   * @param bins so many different numbers are counted exactly, and no more bins are ever kept
   */
  public QuantileHistogram(int bins) {
    this.bins = bins;
  }

  /**
   * @param value a finite number
   */
  public void add(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(value + " is not a finite number");
    }
    if (pendingSize == pending.length) {
      pending = Arrays.copyOf(pending, Math.min(bins, 2 * pending.length));
    }
    pending[pendingSize++] = key(value);
    if (pendingSize == bins) {
      settle();
    }
  }

  /** Adds the numbers of another part. */
  public void addAll(QuantileHistogram other) {
    settle();
    other.settle();
    droppedBits = Math.max(droppedBits, other.droppedBits);
    merge(other.keys, other.counts, other.keys.length);
  }

  /** How many numbers there are. */
  public long count() {
    settle();
    return Arrays.stream(counts).sum();
  }

  /**
   * Linear between the two nearest ranks (type 7 of Hyndman and Fan, 1996); NaN of an empty set.
   *
   * @param q from 0, the least, to 1, the greatest
   */
  public double quantile(double q) {
    long count = count();
    if (count == 0) {
      return Double.NaN;
    }
    double rank = q * (count - 1);
    long below = (long) rank;
    double low = ranked(below);
    double high = ranked(Math.min(count - 1, below + 1));
    return low + (rank - below) * (high - low);
  }

  private double ranked(long rank) {
    int bin = 0;
    long before = 0;
    while (before + counts[bin] <= rank) {
      before += counts[bin++];
    }
    double least = value(keys[bin]);
    double greatest = value(keys[bin] | ((1L << droppedBits) - 1));
    return least + (greatest - least) * ((rank - before + 0.5) / counts[bin]);
  }

  private void settle() {
    if (pendingSize == 0) {
      return;
    }
    Arrays.sort(pending, 0, pendingSize);
    long[] ones = new long[pendingSize];
    Arrays.fill(ones, 1);
    merge(pending, ones, pendingSize);
    pendingSize = 0;
  }

  /** Takes bins in, in ascending order, and drops bits until there are few enough. */
  private void merge(long[] otherKeys, long[] otherCounts, int others) {
    long[] allKeys = new long[keys.length + others];
    long[] allCounts = new long[allKeys.length];
    int mine = 0;
    int theirs = 0;
    for (int i = 0; i < allKeys.length; i++) {
      boolean takeMine =
          theirs == others || (mine < keys.length && keys[mine] <= otherKeys[theirs]);
      allKeys[i] = takeMine ? keys[mine] : otherKeys[theirs];
      allCounts[i] = takeMine ? counts[mine++] : otherCounts[theirs++];
    }
    int size = joined(allKeys, allCounts, allKeys.length);
    while (size > bins) {
      droppedBits++;
      size = joined(allKeys, allCounts, size);
    }
    keys = Arrays.copyOf(allKeys, size);
    counts = Arrays.copyOf(allCounts, size);
  }

  /** Joins neighbours that differ in dropped bits alone; returns how many are left. */
  private int joined(long[] allKeys, long[] allCounts, int size) {
    int last = -1;
    for (int i = 0; i < size; i++) {
      long key = allKeys[i] >> droppedBits << droppedBits;
      if (last >= 0 && allKeys[last] == key) {
        allCounts[last] += allCounts[i];
      } else {
        last++;
        allKeys[last] = key;
        allCounts[last] = allCounts[i];
      }
    }
    return last + 1;
  }

  /** A number's bits, so that keys are ordered as the numbers are. */
  private static long key(double value) {
    long bits = Double.doubleToRawLongBits(value + 0.0); // −0 becomes 0
    return bits >= 0 ? bits : bits ^ Long.MAX_VALUE;
  }

  private static double value(long key) {
    double value = Double.longBitsToDouble(key >= 0 ? key : key ^ Long.MAX_VALUE);
    // A bin may reach beyond the last finite number.
    return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
  }

  /** Equal sets give equal bytes. */
  public void writeTo(DataOutput out) throws IOException {
    settle();
    out.writeByte(VERSION);
    out.writeByte(droppedBits);
    out.writeInt(keys.length);
    for (int i = 0; i < keys.length; i++) {
      out.writeLong(keys[i]);
      out.writeLong(counts[i]);
    }
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @throws IOException where the bytes are of another version
   */
  public static QuantileHistogram readFrom(DataInput in) throws IOException {
    return readFrom(in, BINS);
  }

  /** The same for one of so many bins. */
  public static QuantileHistogram readFrom(DataInput in, int bins) throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("a histogram in version %d, not %d".formatted(version, VERSION));
    }
    QuantileHistogram histogram = new QuantileHistogram(bins);
    histogram.droppedBits = in.readByte();
    int size = in.readInt();
    if (size < 0 || size > bins) {
      throw new IOException("a histogram of %d bins; at most %d".formatted(size, bins));
    }
    histogram.keys = new long[size];
    histogram.counts = new long[size];
    for (int i = 0; i < size; i++) {
      histogram.keys[i] = in.readLong();
      histogram.counts[i] = in.readLong();
    }
    return histogram;
  }
}
