package io.github.beamwatch.core.feature;

import io.github.beamwatch.core.statistics.SeededRandom;
import java.nio.charset.StandardCharsets;

/** Hashes of 64 well-mixed bits, the same on every machine and in every version of Java. */
public final class StableHash {
  private static final long OFFSET = 0xCBF29CE484222325L;
  private static final long PRIME = 0x100000001B3L;

  private StableHash() {}

  /** Of a text: FNV-1a of its UTF-8 bytes, then mixed. */
  public static long of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return of(bytes, 0, bytes.length);
  }

  /** Of the text whose UTF-8 bytes lie here. */
  public static long of(byte[] bytes, int from, int to) {
    long hash = OFFSET;
    for (int i = from; i < to; i++) {
      hash = (hash ^ (bytes[i] & 0xFF)) * PRIME;
    }
    return of(hash);
  }

  /** Of a number. */
  public static long of(long number) {
    return new SeededRandom(number).nextLong();
  }

  /** Of numbers in their order; all NaN are one, and both zeros. */
  public static long of(double[] values) {
    long hash = OFFSET;
    for (double value : values) {
      hash = of(hash ^ Double.doubleToLongBits(value + 0.0));
    }
    return hash;
  }
}
