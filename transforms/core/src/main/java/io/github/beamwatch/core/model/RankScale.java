package io.github.beamwatch.core.model;

import io.github.beamwatch.core.statistics.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How rare a score is among those of the fitted rows: {@code −log₁₀ p}, p the share of rows that
 * score as high or higher, those with an equal score counting half. 1 is a row as rare as one in
 * ten, 2 as one in a hundred.
 *
 * <p>The {@value #TOP} highest scores are kept, and of the others every so many, between which
 * ranks are interpolated. Beyond the highest score, rarity goes on as an exponential tail, by at
 * most {@value #BEYOND}; so rows that are further out than all that was known have an order too.
 */
final class RankScale {
  private static final int TOP = 1000;
  private static final int OTHERS = 3000;
  private static final double BEYOND = 3.0;

  private final int count;
  private final double[] knots;

  /** For each knot: how many rows score above it, an equal one counting half. */
  private final double[] above;

  private final double tail;

  private RankScale(int count, double[] knots, double[] above, double tail) {
    this.count = count;
    this.knots = knots;
    this.above = above;
    this.tail = tail;
  }

  static RankScale of(double[] scores) {
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    int every = Math.max(1, (n - TOP) / OTHERS);
    double[] knots = new double[n];
    double[] above = new double[n];
    int size = 0;
    for (int i = 0; i < n; i = i + TOP >= n ? i + 1 : Math.min(i + every, n - TOP)) {
      if (size == 0 || sorted[i] > knots[size - 1]) {
        knots[size] = sorted[i];
        int below = SortedValues.countBelow(sorted, sorted[i]);
        int upTo = SortedValues.countUpTo(sorted, sorted[i]);
        above[size++] = n - (below + upTo) / 2.0;
      }
    }
    int highest = Math.max(1, Math.min(TOP, n / 20));
    double excess = 0.0;
    for (int i = n - highest; i < n; i++) {
      excess += (sorted[i] - sorted[n - highest]) / highest;
    }
    double least = 1e-9 * Math.max(1.0, Math.abs(sorted[n - 1]));
    return new RankScale(
        n, Arrays.copyOf(knots, size), Arrays.copyOf(above, size), Math.max(least, excess));
  }

  double rarity(double score) {
    int upTo = SortedValues.countUpTo(knots, score);
    if (upTo == 0) {
      return rarityOf(count);
    }
    if (upTo == knots.length) {
      double beyond = (score - knots[upTo - 1]) / tail * Math.log10(Math.E);
      return rarityOf(above[upTo - 1]) + Math.min(BEYOND, beyond);
    }
    double part = (score - knots[upTo - 1]) / (knots[upTo] - knots[upTo - 1]);
    return rarityOf(above[upTo - 1] + part * (above[upTo] - above[upTo - 1]));
  }

  private double rarityOf(double higher) {
    return -StrictMath.log10((higher + 0.5) / (count + 1.0));
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(count);
    out.writeInt(knots.length);
    out.writeDouble(tail);
    DoubleArrays.write(out, knots, above);
  }

  static RankScale readFrom(DataInput in) throws IOException {
    int count = in.readInt();
    int size = in.readInt();
    if (size < 1 || count < size || size > TOP + 2 * OTHERS) {
      throw new IOException("a scale of %d ranks among %d rows".formatted(size, count));
    }
    double tail = in.readDouble();
    return new RankScale(count, DoubleArrays.read(in, size), DoubleArrays.read(in, size), tail);
  }
}
