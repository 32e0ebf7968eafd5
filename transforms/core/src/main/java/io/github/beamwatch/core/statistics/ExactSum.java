package io.github.beamwatch.core.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A sum of doubles that does not depend on their order: every addend is added exactly, as a whole
 * number of 2^−1074, and rounded once at the end (half to even).
 *
 * <p>The sum is kept in limbs of 32 bits, only as many as its addends need: about four for numbers
 * of similar size. After R. M. Neal, "Fast exact summation using small and large superaccumulators"
 * (2015). NaN and infinities poison the sum: its value is NaN.
 *
 * <p>Adding costs a few nanoseconds. Not thread-safe.
 */
public final class ExactSum {

  private static final int LIMB_BITS = 32;
  private static final long LIMB_MASK = 0xFFFFFFFFL;

  /** A limb takes 2^31 parts of 32 bits before it overflows; half of that is left as room. */
  private static final int ADDS_BEFORE_CARRY = 1 << 30;

  /** The power of two that the lowest bit of limb 0 stands for. */
  private static final int LOWEST_EXPONENT = -1074;

  private static final long[] NONE = {};

  private long[] limbs = NONE;

  /** The index of {@code limbs[0]}; −1 while nothing was added. */
  private int base = -1;

  private int addsSinceCarry;
  private boolean poisoned;

  /** Adds a number. */
  public void add(double x) {
    long bits = Double.doubleToRawLongBits(x);
    int biased = (int) (bits >>> 52) & 0x7FF;
    long mantissa = bits & 0xFFFFFFFFFFFFFL;
    if (biased == 0x7FF) {
      poisoned = true;
      return;
    }
    int position = biased == 0 ? 0 : biased - 1;
    if (biased != 0) {
      mantissa |= 1L << 52;
    }
    if (mantissa == 0) {
      return;
    }
    int limb = position >>> 5;
    int shift = position & 31;
    long low = (mantissa << shift) & LIMB_MASK;
    long middle = (mantissa >>> (LIMB_BITS - shift)) & LIMB_MASK;
    long high = shift == 0 ? 0 : mantissa >>> (2 * LIMB_BITS - shift);
    reserve(limb);
    int i = limb - base;
    if (bits < 0) {
      limbs[i] -= low;
      limbs[i + 1] -= middle;
      limbs[i + 2] -= high;
    } else {
      limbs[i] += low;
      limbs[i + 1] += middle;
      limbs[i + 2] += high;
    }
    if (++addsSinceCarry >= ADDS_BEFORE_CARRY) {
      carry();
    }
  }

  /** Adds {@code x·x}, exactly unless it underflows or overflows. */
  public void addSquare(double x) {
    double square = x * x;
    add(square);
    if (!Double.isInfinite(square)) {
      add(Math.fma(x, x, -square));
    }
  }

  /** Adds what another sum holds. */
  public void addAll(ExactSum other) {
    poisoned |= other.poisoned;
    if (other.base < 0) {
      return;
    }
    if (base < 0) {
      base = other.base;
      limbs = other.limbs.clone();
      addsSinceCarry = other.addsSinceCarry;
      return;
    }
    carry();
    long[] theirs = other.limbs.clone();
    carry(theirs);
    int top = theirs.length - 1;
    while (top > 0 && theirs[top] == 0) {
      top--;
    }
    reserve(other.base);
    reserve(other.base + Math.max(0, top - 2));
    for (int i = 0; i <= top; i++) {
      limbs[other.base + i - base] += theirs[i];
    }
    addsSinceCarry++;
  }

  /** The sum, rounded once; NaN when an addend was not finite. */
  public double value() {
    if (poisoned) {
      return Double.NaN;
    }
    return base < 0 ? 0.0 : rounded(integer(), exponent());
  }

  /** Whether every addend was finite, and so is the sum. */
  public boolean isFinite() {
    return !poisoned && Double.isFinite(value());
  }

  /** The sum as a whole number of {@code 2^exponent()}. */
  BigInteger integer() {
    BigInteger sum = BigInteger.ZERO;
    for (int i = limbs.length - 1; i >= 0; i--) {
      sum = sum.shiftLeft(LIMB_BITS).add(BigInteger.valueOf(limbs[i]));
    }
    return sum;
  }

  int exponent() {
    return LIMB_BITS * Math.max(base, 0) + LOWEST_EXPONENT;
  }

  /** {@code integer·2^exponent} as a double, half to even. */
  static double rounded(BigInteger integer, int exponent) {
    int excess = integer.bitLength() - 1000;
    if (excess <= 0) {
      return Math.scalb(integer.doubleValue(), exponent);
    }
    // Too long for a double as an integer: drop low bits, remember whether any was set.
    BigInteger magnitude = integer.abs();
    BigInteger head = magnitude.shiftRight(excess);
    if (magnitude.getLowestSetBit() < excess) {
      head = head.setBit(0);
    }
    double value = Math.scalb(head.doubleValue(), exponent + excess);
    return integer.signum() < 0 ? -value : value;
  }

  /** Makes room for the limb and the two above it. */
  private void reserve(int limb) {
    if (base < 0) {
      base = limb;
    } else if (limb < base) {
      int lower = base - limb;
      int used = limbs.length;
      limbs = Arrays.copyOf(limbs, used + lower);
      System.arraycopy(limbs, 0, limbs, lower, used);
      Arrays.fill(limbs, 0, lower, 0);
      base = limb;
    }
    int needed = limb - base + 4;
    if (needed > limbs.length) {
      limbs = Arrays.copyOf(limbs, needed);
    }
  }

  /**
   * Brings the limbs into the one form that equal sums share: all but the highest in 0..2^32−1, and
   * no limb above that only repeats the sign.
   */
  private void carry() {
    addsSinceCarry = 0;
    if (base < 0) {
      return;
    }
    carry(limbs);
    int top = limbs.length - 1;
    if (limbs[top] > LIMB_MASK || limbs[top] < -LIMB_MASK - 1) {
      limbs = Arrays.copyOf(limbs, ++top + 1);
      carry(limbs);
    }
    while (top > 0 && limbs[top] == 0) {
      top--;
    }
    while (top > 0 && limbs[top] == -1) {
      limbs[top--] = 0;
      limbs[top] -= LIMB_MASK + 1;
    }
  }

  private static void carry(long[] limbs) {
    for (int i = 0; i < limbs.length - 1; i++) {
      limbs[i + 1] += limbs[i] >> LIMB_BITS;
      limbs[i] &= LIMB_MASK;
    }
  }

  /** Writes the sum: equal sums give equal bytes. Changes nothing, so threads may share a sum. */
  public void writeTo(DataOutput out) throws IOException {
    if (addsSinceCarry > 0) {
      ExactSum carried = new ExactSum();
      carried.addAll(this);
      carried.carry();
      carried.writeTo(out);
      return;
    }
    int first = 0;
    int last = limbs.length - 1;
    while (last >= 0 && limbs[last] == 0) {
      last--;
    }
    while (first < last && limbs[first] == 0) {
      first++;
    }
    int count = poisoned ? 255 : base < 0 || last < 0 ? 0 : last - first + 1;
    out.writeByte(count);
    if (count == 0 || count == 255) {
      return;
    }
    out.writeByte(base + first);
    for (int i = first; i < last; i++) {
      out.writeInt((int) limbs[i]);
    }
    out.writeLong(limbs[last]);
  }

  /** Reads what {@link #writeTo} wrote. */
  public static ExactSum readFrom(DataInput in) throws IOException {
    ExactSum sum = new ExactSum();
    int count = in.readUnsignedByte();
    if (count == 255) {
      sum.poisoned = true;
      return sum;
    }
    if (count == 0) {
      return sum;
    }
    sum.base = in.readUnsignedByte();
    sum.limbs = new long[Math.max(4, count + 2)];
    for (int i = 0; i < count - 1; i++) {
      sum.limbs[i] = in.readInt() & LIMB_MASK;
    }
    sum.limbs[count - 1] = in.readLong();
    return sum;
  }
}
