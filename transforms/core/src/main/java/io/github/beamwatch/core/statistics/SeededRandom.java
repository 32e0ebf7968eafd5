package io.github.beamwatch.core.statistics;

/**
 * SplitMix64: a small generator of random numbers, written out here because the same seed must give
 * the same bytes on every JDK, which {@code SplittableRandom} does not promise.
 */
public final class SeededRandom {

  private static final double UNIT = 0x1.0p-53;

  private long state;

  /** Equal seeds, equal numbers. */
  public SeededRandom(long seed) {
    this.state = seed;
  }

  /**
   * A generator of its own for one purpose, so that one purpose does not move another's numbers.
   */
  public static SeededRandom of(long seed, String purpose) {
    return new SeededRandom(new SeededRandom(seed + purpose.hashCode()).nextLong());
  }

  /**
   * The same for one of many of a kind, such as the trees of a forest. Neighbouring seeds share
   * none of them.
   */
  public static SeededRandom of(long seed, String purpose, int number) {
    long own = new SeededRandom(seed).nextLong() ^ of(number, purpose).nextLong();
    return new SeededRandom(new SeededRandom(own).nextLong());
  }

  /** Any of the 2⁶⁴ values. */
  public long nextLong() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Uniform in [0, 1). */
  public double nextUnit() {
    return (nextLong() >>> 11) * UNIT;
  }

  /** Uniform in [from, to). */
  public double between(double from, double to) {
    return from + (to - from) * nextUnit();
  }

  /** Uniform in 0 … bound − 1. */
  public int below(int bound) {
    return (int) (nextUnit() * bound);
  }

  /** Standard normal (Box, Muller 1958), one of each pair; strict arithmetic. */
  public double normal() {
    double radius = Math.sqrt(-2.0 * StrictMath.log(1.0 - nextUnit()));
    return radius * StrictMath.cos(2.0 * Math.PI * nextUnit());
  }

  /** The gap to the next event of a Poisson process; strict arithmetic, equal on every machine. */
  public double exponential(double rate) {
    return -StrictMath.log(1.0 - nextUnit()) / rate;
  }
}
