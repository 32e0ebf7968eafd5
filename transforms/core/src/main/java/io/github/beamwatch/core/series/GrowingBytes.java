package io.github.beamwatch.core.series;

import java.io.OutputStream;
import java.util.Arrays;

/**
 * Bytes in memory, for one thread. {@code ByteArrayOutputStream} takes a lock for every byte, which
 * cost more than all the rest of writing a part.
 */
final class GrowingBytes extends OutputStream {

  private byte[] bytes = new byte[256];
  private int size;

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

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
