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
 * The recommended model for a table: the mean of the ranks that {@link IsolationForest}, {@link
 * Ecod} and {@link Mahalanobis} give a row among the rows they were fitted on.
 *
 * <p>Score: 0 to 1; a member's rank is the share of fitted rows with a lower score, those with an
 * equal one counting half. It averages what the members miss. Parameters of the members are their
 * defaults. Size: that of its members and {@code 24·n} bytes for n fitted rows.
 */
final class RankEnsemble implements RowModel {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;

  static final RowModelKind KIND =
      new RowModelKind(
          "auto",
          "recommended for tables: mean rank of isolation_forest, ecod and mahalanobis",
          List.of(new Parameter("threshold", 0.97, 0.0, 1.0, "mean rank")),
          set -> new RankEnsemble(set.number("threshold")));

  private static final List<RowModel> MEMBERS =
      List.of(new IsolationForest(100, 256, 0.6), new Ecod(4.0), new Mahalanobis(4.0));

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

    double rank(double[] row) {
      double score = fitted.score(row);
      return (SortedValues.countBelow(scores, score) + SortedValues.countUpTo(scores, score))
          / (2.0 * scores.length);
    }
  }

  private record Mean(List<Ranked> members) implements Fitted {

    @Override
    public double score(double[] row) {
      double sum = 0.0;
      for (Ranked member : members) {
        sum += member.rank(row);
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
