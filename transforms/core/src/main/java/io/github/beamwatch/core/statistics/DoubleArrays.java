package io.github.beamwatch.core.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Arrays of numbers as bytes, one for each channel or column; their length is written once. */
public final class DoubleArrays {
  /** More channels than this are no memory but broken bytes. */
  private static final int MOST_CHANNELS = 10_000;

  private DoubleArrays() {}

  /** Writes the numbers of each array, without its length. */
  public static void write(DataOutput out, double[]... arrays) throws IOException {
    for (double[] array : arrays) {
      for (double value : array) {
        out.writeDouble(value);
      }
    }
  }

  /** Reads as many numbers. */
  public static double[] read(DataInput in, int length) throws IOException {
    double[] array = new double[length];
    for (int i = 0; i < length; i++) {
      array[i] = in.readDouble();
    }
    return array;
  }

  /**
   * Reads a header: a version, then a number of channels.
   *
   * @param owner what has the header, for messages
   * @throws IOException with one sentence where the version is another, or the number impossible
   */
  public static int readChannels(DataInput in, String owner, byte version) throws IOException {
    byte found = in.readByte();
    if (found != version) {
      throw new IOException("%s has version %d, not %d".formatted(owner, found, version));
    }
    int channels = in.readInt();
    if (channels < 1 || channels > MOST_CHANNELS) {
      throw new IOException(
          "%s has %d channels; allowed is 1 to %d".formatted(owner, channels, MOST_CHANNELS));
    }
    return channels;
  }

  /** Values whose squares stay finite: those beyond ±10¹⁵⁰ count as ±10¹⁵⁰. */
  public static double[] bounded(double[] values) {
    double[] bounded = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      bounded[i] = Math.max(-1e150, Math.min(1e150, values[i]));
    }
    return bounded;
  }
}
