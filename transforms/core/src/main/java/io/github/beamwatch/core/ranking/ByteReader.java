package io.github.beamwatch.core.ranking;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads what {@link ByteWriter} wrote, where it lies. */
final class ByteReader extends InputStream {
  private final byte[] bytes;
  private final int end;
  private int at;

  ByteReader(byte[] bytes) {
    this.bytes = bytes;
    this.end = bytes.length;
  }

  boolean hasMore() {
    return at < end;
  }

  byte[] bytes() {
    return bytes;
  }

  int position() {
    return at;
  }

  @Override
  public int read() {
    return at < end ? bytes[at++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (at == end && length > 0) {
      return -1;
    }
    int count = Math.min(length, end - at);
    System.arraycopy(bytes, at, into, offset, count);
    at += count;
    return count;
  }

  byte one() throws IOException {
    require(1);
    return bytes[at++];
  }

  long number() throws IOException {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte b = one();
      number |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return number;
      }
    }
    throw new IOException("a number of more than ten bytes");
  }

  long signed() throws IOException {
    long number = number();
    return number >>> 1 ^ -(number & 1);
  }

  /** The length of a text that begins at {@link #position}, or how many of something follow. */
  int count() throws IOException {
    long count = number();
    if (count < 0 || count > end) {
      throw new IOException("%d of something in %d bytes".formatted(count, end));
    }
    return (int) count;
  }

  /** A text behind its length, copied. */
  byte[] text() throws IOException {
    int length = count();
    int from = at;
    skip(length);
    return Arrays.copyOfRange(bytes, from, at);
  }

  void skip(int count) throws IOException {
    require(count);
    at += count;
  }

  long eight() throws IOException {
    require(Long.BYTES);
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << 8 | bytes[at++] & 0xFF;
    }
    return value;
  }

  double real() throws IOException {
    return Double.longBitsToDouble(eight());
  }

  private void require(int count) throws IOException {
    if (count < 0 || end - at < count) {
      throw new IOException("a block ends in the middle");
    }
  }
}
