package io.github.beamwatch.core.model;

import io.github.beamwatch.core.detector.Parameter;
import io.github.beamwatch.core.statistics.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The recommended model for a table: how rare a row is to {@link IsolationForest} and to {@link
 * Mahalanobis} with a robust covariance ({@code mcd}), together. The one cuts along columns and
 * allows several clusters, the other sees columns that do not go together.
 *
 * <p>Score: the mean over both of {@code −log₁₀ p}, p the share of the fitted rows that the member
 * scores as high or higher, those with an equal score counting half: 1 is a row as rare as one in
 * ten, 2 as one in a hundred; 0 to {@code log₁₀(2n + 2)} for n fitted rows. The members have their
 * defaults. Size: that of its members and {@code 16·n} bytes.
 */
final class RankEnsemble implements RowModel {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;

  static final RowModelKind KIND =
      new RowModelKind(
          "auto",
          "recommended for tables: how rare a row is to isolation_forest and mcd together",
          List.of(new Parameter("threshold", 2.0, 0.0, 10.0, "powers of ten of rarity")),
          set -> new RankEnsemble(set.number("threshold")));

  private static final List<RowModel> MEMBERS =
      List.of(new IsolationForest(100, 256, 0.6), Mahalanobis.robust());

  private final double threshold;

  RankEnsemble(double threshold) {
    this.threshold = threshold;
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public Fitted fit(double[][] rows, long seed) {
    List<Ranked> ranked = new ArrayList<>();
    for (RowModel member : MEMBERS) {
      Fitted fitted = member.fit(rows, seed);
      double[] scores = Arrays.stream(rows).mapToDouble(fitted::score).sorted().toArray();
      ranked.add(new Ranked(fitted, scores));
    }
    return new Mean(ranked);
  }

  @Override
  public Fitted readFrom(DataInput in) throws IOException {
    byte version = in.readByte();
    int rows = in.readInt();
    if (version != VERSION || rows < 1) {
      throw new IOException(
          "no model auto of version %d: version %d, %d rows".formatted(VERSION, version, rows));
    }
    List<Ranked> ranked = new ArrayList<>();
    for (RowModel member : MEMBERS) {
      ranked.add(new Ranked(member.readFrom(in), DoubleArrays.read(in, rows)));
    }
    return new Mean(ranked);
  }

  /** A member, and the scores that it gave the fitted rows, ascending. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Ranked(Fitted fitted, double[] scores) {

    double surprise(double[] row) {
      double score = fitted.score(row);
      double below = SortedValues.countBelow(scores, score) / 2.0;
      double upTo = SortedValues.countUpTo(scores, score) / 2.0;
      return -StrictMath.log10((scores.length - below - upTo + 0.5) / (scores.length + 1.0));
    }
  }

  private record Mean(List<Ranked> members) implements Fitted {

    @Override
    public double score(double[] row) {
      double sum = 0.0;
      for (Ranked member : members) {
        sum += member.surprise(row);
      }
      return sum / members.size();
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeInt(members.get(0).scores.length);
      for (Ranked member : members) {
        member.fitted.writeTo(out);
        DoubleArrays.write(out, member.scores);
      }
    }
  }
}
