package io.github.beamwatch.core.detector;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** One number per channel, as bytes of a memory. */
final class DoubleArrays {
  /** More channels than this are no memory but broken bytes. */
  static final int MOST_CHANNELS = 10_000;

  private DoubleArrays() {}

  static void write(DataOutput out, double[]... arrays) throws IOException {
    for (double[] array : arrays) {
      for (double value : array) {
        out.writeDouble(value);
      }
    }
  }

  static double[] read(DataInput in, int length) throws IOException {
    double[] array = new double[length];
    for (int i = 0; i < length; i++) {
      array[i] = in.readDouble();
    }
    return array;
  }

  /** Reads the header of a memory: its version, then its number of channels. */
  static int readChannels(DataInput in, String detector, byte version) throws IOException {
    byte found = in.readByte();
    if (found != version) {
      throw new IOException(
          "memory of detector %s has version %d, not %d".formatted(detector, found, version));
    }
    int channels = in.readInt();
    if (channels < 1 || channels > MOST_CHANNELS) {
      throw new IOException(
          "memory of detector %s has %d channels; allowed is 1 to %d"
              .formatted(detector, channels, MOST_CHANNELS));
    }
    return channels;
  }

  /** Values whose squares stay finite: those beyond ±10¹⁵⁰ count as ±10¹⁵⁰. */
  static double[] bounded(double[] values) {
    double[] bounded = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      bounded[i] = Math.max(-1e150, Math.min(1e150, values[i]));
    }
    return bounded;
  }
}
