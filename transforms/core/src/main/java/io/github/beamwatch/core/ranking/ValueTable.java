package io.github.beamwatch.core.ranking;

import io.github.beamwatch.core.feature.StableHash;
import io.github.beamwatch.core.feature.VarInts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Numbers by value of a column, for a limited number of values: those with the least hashes. What
 * belongs to others is added up in row 0. A value that is among the least in the end was among them
 * in every part, so neither the order of adding nor the parts matter.
 */
final class ValueTable {
  private static final int LONGEST = 1 << 20;

  private final int most;
  private final int width;
  private int size;
  private long[] hashes = new long[2];
  private byte[][] values = new byte[2][];

  /** {@code width} of them for row 0, then for each value in the order of the hashes. */
  private long[] numbers;

  /**
   * @param most values
   * @param width numbers for each
   */
  ValueTable(int most, int width) {
    this.most = most;
    this.width = width;
    numbers = new long[3 * width];
  }

  /** How many values have a row of their own; they are 1 to this. */
  int size() {
    return size;
  }

  byte[] value(int row) {
    return values[row - 1];
  }

  long number(int row, int column) {
    return numbers[row * width + column];
  }

  void add(int row, int column, long number) {
    numbers[row * width + column] += number;
  }

  /** The row of a value, which is made where there is none; 0 where it is one of the others. */
  int row(byte[] buffer, int from, int to) {
    long hash = StableHash.of(buffer, from, to);
    int found = Arrays.binarySearch(hashes, 0, size, hash);
    if (found >= 0) {
      return found + 1;
    }
    int at = -found - 1;
    if (at == most) {
      return 0;
    }
    if (size == most) {
      for (int column = 0; column < width; column++) {
        add(0, column, number(size, column));
      }
      size--;
    }
    insert(at, hash, Arrays.copyOfRange(buffer, from, to));
    return at + 1;
  }

  private void insert(int at, long hash, byte[] value) {
    if (size == hashes.length) {
      int room = Math.min(most, 2 * size);
      hashes = Arrays.copyOf(hashes, room);
      values = Arrays.copyOf(values, room);
      numbers = Arrays.copyOf(numbers, (room + 1) * width);
    }
    int after = size - at;
    System.arraycopy(hashes, at, hashes, at + 1, after);
    System.arraycopy(values, at, values, at + 1, after);
    System.arraycopy(numbers, (at + 1) * width, numbers, (at + 2) * width, after * width);
    Arrays.fill(numbers, (at + 1) * width, (at + 2) * width, 0);
    hashes[at] = hash;
    values[at] = value;
    size++;
  }

  /** Adds the numbers of another table of the same width. */
  void addAll(ValueTable other) {
    for (int theirs = 0; theirs <= other.size; theirs++) {
      byte[] value = theirs == 0 ? null : other.value(theirs);
      int row = value == null ? 0 : row(value, 0, value.length);
      for (int column = 0; column < width; column++) {
        add(row, column, other.number(theirs, column));
      }
    }
  }

  void writeTo(DataOutput out) throws IOException {
    VarInts.write(out, size);
    for (int row = 0; row <= size; row++) {
      if (row > 0) {
        byte[] value = value(row);
        VarInts.write(out, value.length);
        out.write(value);
      }
      for (int column = 0; column < width; column++) {
        VarInts.write(out, number(row, column));
      }
    }
  }

  static ValueTable readFrom(DataInput in, int most, int width) throws IOException {
    ValueTable table = new ValueTable(most, width);
    int size = VarInts.readCount(in, most, "values");
    for (int i = 0; i <= size; i++) {
      int row = 0;
      if (i > 0) {
        byte[] value = new byte[VarInts.readCount(in, LONGEST, "bytes of a value")];
        in.readFully(value);
        row = table.row(value, 0, value.length);
      }
      for (int column = 0; column < width; column++) {
        table.add(row, column, VarInts.read(in));
      }
    }
    return table;
  }
}
