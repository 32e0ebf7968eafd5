package io.github.beamwatch.core.model;

import io.github.beamwatch.core.statistics.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;

/**
 * How rare an error of a size is, as {@code −ln} of the share of known errors that are at least as
 * large: 0.7 for the median, 4.6 for one in a hundred. Heavy tails and values that are seldom met
 * count by how seldom that is, not by their squares.
 *
 * <p>At most {@value #POINTS} sizes are kept, the larger ones more closely. Between two of them it
 * is interpolated; beyond the largest it goes on as steeply as over the rarest tenth of the scale,
 * to four times the largest at most: an exponential tail where errors have one, and less where
 * theirs is heavier.
 */
final class ErrorTail implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int POINTS = 256;
  private static final double RAREST = 0.9;
  private static final double LEAST_SIZE = 1e-3;
  private static final double MOST_BEYOND = 4.0;

  /** Ascending, each one once. */
  private final double[] sizes;

  /** Ascending: of the size at the same place. */
  private final double[] rarities;

  private ErrorTail(double[] sizes, double[] rarities) {
    this.sizes = sizes;
    this.rarities = rarities;
  }

  /**
   * Of known errors, in any order.
   *
   * @param errors one or more, none below 0
   */
  static ErrorTail of(double[] errors) {
    double[] sorted = errors.clone();
    Arrays.sort(sorted);
    int count = sorted.length;
    double rarest = StrictMath.log(count + 1.0);
    double[] sizes = new double[POINTS];
    double[] rarities = new double[POINTS];
    int size = 0;
    for (int i = 0; i < POINTS; i++) {
      int atLeast = (int) Math.ceil(count * StrictMath.exp(-rarest * i / (POINTS - 1.0)));
      double value = sorted[count - Math.max(1, Math.min(count, atLeast))];
      if (size == 0 || value > sizes[size - 1]) {
        sizes[size] = value;
        rarities[size++] = -StrictMath.log(shareFrom(sorted, value));
      }
    }
    return new ErrorTail(Arrays.copyOf(sizes, size), Arrays.copyOf(rarities, size));
  }

  /** Those above it, and half of those that are equal; of all and one more. */
  private static double shareFrom(double[] sorted, double value) {
    int from = firstNotBelow(sorted, value);
    int above = sorted.length - firstNotBelow(sorted, Math.nextUp(value));
    int equal = sorted.length - from - above;
    return (above + 0.5 * (equal + 1)) / (sorted.length + 1);
  }

  private static int firstNotBelow(double[] sorted, double value) {
    int from = 0;
    int to = sorted.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (sorted[middle] < value) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /** How rare an error of this size is; 0 or more. */
  double rarity(double size) {
    int above = firstNotBelow(sizes, size);
    if (above == 0) {
      return rarities[0];
    }
    int last = sizes.length - 1;
    if (above > last) {
      return Math.min(
          MOST_BEYOND * rarities[last], rarities[last] + steepness() * (size - sizes[last]));
    }
    double part = (size - sizes[above - 1]) / (sizes[above] - sizes[above - 1]);
    return rarities[above - 1] + part * (rarities[above] - rarities[above - 1]);
  }

  private double steepness() {
    int last = sizes.length - 1;
    int from = firstNotBelow(rarities, RAREST * rarities[last]);
    if (from >= last) {
      from = last - 1;
    }
    return from < 0
        ? 1.0 / Math.max(sizes[last], LEAST_SIZE)
        : (rarities[last] - rarities[from]) / (sizes[last] - sizes[from]);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(sizes.length);
    DoubleArrays.write(out, sizes);
    DoubleArrays.write(out, rarities);
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @throws IOException where that cannot be
   */
  static ErrorTail readFrom(DataInput in) throws IOException {
    int size = in.readInt();
    if (size < 1 || size > POINTS) {
      throw new IOException("a tail of errors of %d sizes".formatted(size));
    }
    return new ErrorTail(DoubleArrays.read(in, size), DoubleArrays.read(in, size));
  }
}
