package io.github.beamwatch.core.training;

import io.github.beamwatch.core.feature.StableHash;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A sample of rows in which each has the same chance, gathered in parts and merged: those whose
 * keys have the least hashes. The sample depends on the rows and the seed alone, not on their order
 * or on how they came in parts.
 *
 * <p>Size: at most {@code size} rows.
 */
public final class RowSampler {
  private static final byte VERSION = 1;
  private static final int MOST = 10_000_000;
  private static final int MOST_COLUMNS = 10_000;

  /** The row with the greatest hash is the first to go. */
  private static final Comparator<Keyed> BY_HASH =
      Comparator.comparing(Keyed::hash).thenComparing(Keyed::row, java.util.Arrays::compare);

  private final int size;
  private final long seed;
  private final PriorityQueue<Keyed> least = new PriorityQueue<>(BY_HASH.reversed());

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Keyed(long hash, double[] row) {}

  /**
   * @param size so many rows at most
   * @param seed another one gives another sample
   */
  public RowSampler(int size, long seed) {
    this.size = size;
    this.seed = seed;
  }

  /**
   * Offers a row.
   *
   * @param key what tells it from all other rows, such as its entity's name
   * @param row kept as it is
   */
  public void add(String key, double[] row) {
    add(StableHash.of(key), row);
  }

  /** The same with the {@link StableHash} of the key. */
  public void add(long key, double[] row) {
    long hash = StableHash.of(key ^ StableHash.of(seed));
    if (least.size() < size || size > 0 && hash <= least.element().hash) {
      offer(new Keyed(hash, row));
    }
  }

  private void offer(Keyed keyed) {
    if (least.size() < size) {
      least.add(keyed);
    } else if (size > 0 && BY_HASH.compare(keyed, least.element()) < 0) {
      least.remove();
      least.add(keyed);
    }
  }

  /** Offers the rows of another part, of the same size and seed. */
  public void addAll(RowSampler other) {
    other.least.forEach(this::offer);
  }

  /** The rows, in an order that depends on keys and seed alone. */
  public List<double[]> rows() {
    return sorted().stream().map(Keyed::row).toList();
  }

  private List<Keyed> sorted() {
    List<Keyed> sorted = new ArrayList<>(least);
    sorted.sort(BY_HASH);
    return sorted;
  }

  /** Equal samples give equal bytes. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeInt(size);
    out.writeLong(seed);
    out.writeInt(least.size());
    for (Keyed keyed : sorted()) {
      out.writeLong(keyed.hash);
      out.writeInt(keyed.row.length);
      for (double value : keyed.row) {
        out.writeDouble(value);
      }
    }
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @throws IOException where the bytes are of another version
   */
  public static RowSampler readFrom(DataInput in) throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("a sample in version %d, not %d".formatted(version, VERSION));
    }
    RowSampler sampler = new RowSampler(in.readInt(), in.readLong());
    int rows = in.readInt();
    if (rows < 0 || rows > sampler.size || rows > MOST) {
      throw new IOException("a sample of %d rows, of at most %d".formatted(rows, sampler.size));
    }
    for (int i = 0; i < rows; i++) {
      long hash = in.readLong();
      int columns = in.readInt();
      if (columns < 0 || columns > MOST_COLUMNS) {
        throw new IOException("a row of %d columns".formatted(columns));
      }
      double[] row = new double[columns];
      for (int j = 0; j < columns; j++) {
        row[j] = in.readDouble();
      }
      sampler.least.add(new Keyed(hash, row));
    }
    return sampler;
  }
}
