package io.github.beamwatch.core.model;

import io.github.beamwatch.core.detector.Parameter;
import io.github.beamwatch.core.statistics.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The greatest distance of any column from its mean, in standard deviations, 0 and up. In a
 * constant column a departure of more than one part in 10⁹ counts as 1000. Without chance. Size:
 * {@code 16·d} bytes. The furthest column contributes the whole score. Outliers widen the deviation
 * that judges them: in n rows no score is above {@code (n−1)/√n}.
 */
final class ZScore implements RowModel {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;

  static final RowModelKind KIND =
      new RowModelKind(
          "zscore",
          "the column furthest from its mean, in standard deviations; bell-shaped columns",
          List.of(new Parameter("threshold", 3.0, 0.0, 1000.0, "standard deviations")),
          set -> new ZScore(set.number("threshold")));

  private final double threshold;

  ZScore(double threshold) {
    this.threshold = threshold;
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public Fitted fit(double[][] rows, long seed) {
    return new Distances(Standardised.fit(rows));
  }

  @Override
  public Fitted readFrom(DataInput in) throws IOException {
    int columns = DoubleArrays.readChannels(in, "model zscore", VERSION);
    return new Distances(Standardised.readFrom(in, columns));
  }

  private record Distances(Standardised scale) implements Fitted {

    @Override
    public double[] contributions(double[] row) {
      return Greatest.alone(Arrays.stream(scale.of(row)).map(Math::abs).toArray());
    }

    @Override
    public double score(double[] row) {
      double greatest = 0.0;
      for (double z : scale.of(row)) {
        greatest = Math.max(greatest, Math.abs(z));
      }
      return greatest;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeInt(scale.columns());
      scale.writeTo(out);
    }
  }
}
