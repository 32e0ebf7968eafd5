package io.github.beamwatch.core.ranking;

import java.io.OutputStream;
import java.util.Arrays;

/** Bytes in memory, for one thread; numbers in as few bytes as they need. */
final class ByteWriter extends OutputStream {
  private static final int LONGEST_NUMBER = 10;

  private byte[] bytes = new byte[256];
  private int size;

  int size() {
    return size;
  }

  @Override
  public void write(int b) {
    reserve(1);
    bytes[size++] = (byte) b;
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    reserve(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  /** A text behind its length. */
  void text(byte[] from, int start, int end) {
    number(end - start);
    write(from, start, end - start);
  }

  /** A whole number from 0; below 0 it takes ten bytes. */
  void number(long value) {
    reserve(LONGEST_NUMBER);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** A whole number that may be below 0. */
  void signed(long value) {
    number(value << 1 ^ value >> 63);
  }

  void eight(long value) {
    reserve(Long.BYTES);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  void real(double value) {
    eight(Double.doubleToRawLongBits(value));
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
