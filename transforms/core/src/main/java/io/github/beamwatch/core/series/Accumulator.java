package io.github.beamwatch.core.series;

import io.github.beamwatch.core.statistics.ExactSum;
import io.github.beamwatch.core.statistics.Variance;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** One measure while its window is open. Merging in any order and grouping gives equal bits. */
abstract sealed class Accumulator {

  /** Takes in one event's number; counts ignore it, all others ignore NaN. */
  abstract void add(double number);

  abstract void merge(Accumulator other);

  abstract MeasureValue value();

  abstract void writeTo(DataOutput out) throws IOException;

  abstract void readFrom(DataInput in) throws IOException;

  /** How many events. */
  static final class Count extends Accumulator {
    private long count;

    @Override
    void add(double number) {
      count++;
    }

    @Override
    void merge(Accumulator other) {
      count += ((Count) other).count;
    }

    @Override
    MeasureValue value() {
      return MeasureValue.of(count, count);
    }

    @Override
    void writeTo(DataOutput out) throws IOException {
      out.writeLong(count);
    }

    @Override
    void readFrom(DataInput in) throws IOException {
      count = in.readLong();
    }
  }

  /** Sum or mean; with the sum of squares where somebody asks for the variance. */
  static final class Sum extends Accumulator {
    private final boolean mean;
    private final boolean variance;
    private long count;
    private ExactSum sum = new ExactSum();
    private ExactSum squares = new ExactSum();

    Sum(boolean mean, boolean variance) {
      this.mean = mean;
      this.variance = variance;
    }

    @Override
    void add(double number) {
      if (Double.isNaN(number)) {
        return;
      }
      count++;
      sum.add(number);
      if (variance) {
        squares.addSquare(number);
      }
    }

    @Override
    void merge(Accumulator other) {
      Sum that = (Sum) other;
      count += that.count;
      sum.addAll(that.sum);
      if (variance) {
        squares.addAll(that.squares);
      }
    }

    @Override
    MeasureValue value() {
      double total = sum.value();
      double value = mean ? (count == 0 ? Double.NaN : total / count) : total;
      return new MeasureValue(
          Double.isInfinite(value) ? Double.NaN : value,
          count,
          variance ? Variance.unbiased(count, sum, squares) : Double.NaN);
    }

    @Override
    void writeTo(DataOutput out) throws IOException {
      out.writeLong(count);
      sum.writeTo(out);
      if (variance) {
        squares.writeTo(out);
      }
    }

    @Override
    void readFrom(DataInput in) throws IOException {
      count = in.readLong();
      sum = ExactSum.readFrom(in);
      if (variance) {
        squares = ExactSum.readFrom(in);
      }
    }
  }

  /** Minimum or maximum; NaN while there is none. */
  static final class Extreme extends Accumulator {
    private final boolean maximum;
    private long count;
    private double extreme = Double.NaN;

    Extreme(boolean maximum) {
      this.maximum = maximum;
    }

    @Override
    void add(double number) {
      if (Double.isNaN(number)) {
        return;
      }
      count++;
      take(number);
    }

    private void take(double number) {
      if (Double.isNaN(extreme)) {
        extreme = number;
      } else {
        extreme = maximum ? Math.max(extreme, number) : Math.min(extreme, number);
      }
    }

    @Override
    void merge(Accumulator other) {
      Extreme that = (Extreme) other;
      count += that.count;
      if (!Double.isNaN(that.extreme)) {
        take(that.extreme);
      }
    }

    @Override
    MeasureValue value() {
      return MeasureValue.of(extreme, count);
    }

    @Override
    void writeTo(DataOutput out) throws IOException {
      out.writeLong(count);
      out.writeDouble(extreme);
    }

    @Override
    void readFrom(DataInput in) throws IOException {
      count = in.readLong();
      extreme = in.readDouble();
    }
  }
}
