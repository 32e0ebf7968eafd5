package io.github.beamwatch.core.feature;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Whole numbers from 0 in as many bytes of seven bits as they need. */
public final class VarInts {
  private VarInts() {}

  /** Writes a number. */
  /** Writes one. */
  public static void write(DataOutput out, long number) throws IOException {
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException where the bytes are no such number
   */
  /** Reads one. */
  public static long read(DataInput in) throws IOException {
    long number = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte b = in.readByte();
      number |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return number;
      }
    }
    throw new IOException("a number of more than ten bytes");
  }

  /**
   * The same, where more than a limit is broken bytes.
   *
   * @param most the limit
   * @param what is counted, for the sentence
   */
  public static int readCount(DataInput in, int most, String what) throws IOException {
    long count = read(in);
    if (count < 0 || count > most) {
      throw new IOException("%d %s; at most %d".formatted(count, what, most));
    }
    return (int) count;
  }
}
