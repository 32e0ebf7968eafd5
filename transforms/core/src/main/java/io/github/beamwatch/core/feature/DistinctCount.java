package io.github.beamwatch.core.feature;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How many different things there were: exact up to {@value #EXACT}, beyond that by HyperLogLog
 * (Flajolet, Fusy, Gandouet, Meunier 2007) with {@value #REGISTERS} registers, whose usual error is
 * 4.6 %. Depends on the set alone, not on order or parts.
 *
 * <p>Size: {@code 8·n + 2} bytes up to {@value #EXACT} things, then {@value #REGISTERS} bytes.
 */
public final class DistinctCount {
  private static final int EXACT = 48;
  private static final int REGISTERS = 512;
  private static final int INDEX_BITS = 9;
  private static final double BIAS = 0.7213 / (1.0 + 1.079 / REGISTERS);

  /** Ascending; empty once there are registers. */
  private long[] hashes = new long[4];

  private int size;

  private byte[] registers = new byte[0];

  /** Adds a thing by its {@link StableHash}. */
  public void add(long hash) {
    if (registers.length > 0) {
      register(hash);
      return;
    }
    int at = Arrays.binarySearch(hashes, 0, size, hash);
    if (at < 0) {
      if (size == hashes.length) {
        hashes = Arrays.copyOf(hashes, 2 * size);
      }
      System.arraycopy(hashes, -at - 1, hashes, -at, size + at + 1);
      hashes[-at - 1] = hash;
      size++;
      if (size > EXACT) {
        estimate();
      }
    }
  }

  private void estimate() {
    registers = new byte[REGISTERS];
    for (int i = 0; i < size; i++) {
      register(hashes[i]);
    }
    hashes = new long[0];
    size = 0;
  }

  private void register(long hash) {
    int index = (int) (hash >>> (Long.SIZE - INDEX_BITS));
    int rank = Long.numberOfLeadingZeros((hash << INDEX_BITS) | 1L << (INDEX_BITS - 1)) + 1;
    registers[index] = (byte) Math.max(registers[index], rank);
  }

  /** Adds the things of another part. */
  public void addAll(DistinctCount other) {
    if (other.registers.length > 0) {
      if (registers.length == 0) {
        estimate();
      }
      for (int i = 0; i < REGISTERS; i++) {
        registers[i] = (byte) Math.max(registers[i], other.registers[i]);
      }
    }
    for (int i = 0; i < other.size; i++) {
      add(other.hashes[i]);
    }
  }

  /** How many; whole where it is exact. */
  public double count() {
    if (registers.length == 0) {
      return size;
    }
    double sum = 0.0;
    int empty = 0;
    for (byte register : registers) {
      sum += Math.scalb(1.0, -register);
      empty += register == 0 ? 1 : 0;
    }
    double estimate = BIAS * REGISTERS * REGISTERS / sum;
    // few things leave registers empty, and those say more
    return estimate <= 2.5 * REGISTERS && empty > 0
        ? REGISTERS * StrictMath.log((double) REGISTERS / empty)
        : estimate;
  }

  /** Equal sets give equal bytes. */
  void writeTo(DataOutput out) throws IOException {
    if (registers.length > 0) {
      VarInts.write(out, EXACT + 1);
      out.write(registers);
      return;
    }
    VarInts.write(out, size);
    for (int i = 0; i < size; i++) {
      out.writeLong(hashes[i]);
    }
  }

  static DistinctCount readFrom(DataInput in) throws IOException {
    DistinctCount read = new DistinctCount();
    int size = VarInts.readCount(in, EXACT + 1, "different things");
    if (size > EXACT) {
      read.registers = new byte[REGISTERS];
      in.readFully(read.registers);
      return read;
    }
    read.hashes = new long[Math.max(4, size)];
    read.size = size;
    for (int i = 0; i < size; i++) {
      read.hashes[i] = in.readLong();
    }
    return read;
  }
}
