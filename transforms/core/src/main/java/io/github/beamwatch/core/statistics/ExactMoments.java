package io.github.beamwatch.core.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Count, mean and standard deviation of a set of numbers, gathered in parts and merged. Sums are
 * exact, so the order of adding and merging does not change a bit. About 80 bytes when written.
 */
public final class ExactMoments {
  private static final byte VERSION = 1;

  private long count;
  private ExactSum sum = new ExactSum();
  private ExactSum squares = new ExactSum();

  /**
   * @param value a finite number, of a magnitude whose square is finite
   */
  public void add(double value) {
    if (!Double.isFinite(value * value)) {
      throw new IllegalArgumentException(value + " has no finite square");
    }
    count++;
    sum.add(value);
    squares.addSquare(value);
  }

  /** Adds the numbers of another part. */
  public void addAll(ExactMoments other) {
    count += other.count;
    sum.addAll(other.sum);
    squares.addAll(other.squares);
  }

  /** How many numbers there are. */
  public long count() {
    return count;
  }

  /** 0 where there is no number. */
  public double sum() {
    return sum.value();
  }

  /** NaN where there is no number. */
  public double mean() {
    return sum.value() / count;
  }

  /** The sample standard deviation (n − 1); NaN for fewer than two numbers. */
  public double deviation() {
    return Math.sqrt(Variance.unbiased(count, sum, squares));
  }

  /** Equal sets give equal bytes. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(count);
    sum.writeTo(out);
    squares.writeTo(out);
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @throws IOException where the bytes are of another version
   */
  public static ExactMoments readFrom(DataInput in) throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("moments in version %d, not %d".formatted(version, VERSION));
    }
    ExactMoments moments = new ExactMoments();
    moments.count = in.readLong();
    moments.sum = ExactSum.readFrom(in);
    moments.squares = ExactSum.readFrom(in);
    return moments;
  }
}
