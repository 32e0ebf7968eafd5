package io.github.beamwatch.core.model;

import io.github.beamwatch.core.detector.Parameter;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is recommended for tables: how unusual a row is to several models that see different things,
 * each heard by its ranks. {@link IsolationForest} cuts along columns and allows several clusters;
 * {@link Mahalanobis} with robust covariances ({@code mcd}) of 0.6, 0.75 and 0.9 of the rows, since
 * nobody knows how many are usual, sees columns that do not go together; {@link Inne} sees rows
 * that are odd where they are. They weigh 3, 2, 2, 1 and 1 of 9.
 *
 * <p>Score: the weighted mean over the members of {@code −log₁₀ p}, p the share of the fitted rows
 * that the member scores as high or higher ({@link RankScale}): 1 is a row as rare as one in ten, 2
 * as one in a hundred. Beyond that a covariance or a neighbour counts a quarter: one odd
 * combination of columns makes their scores as great as one likes, and which of two such rows is
 * the odder says little; the forest hears how many columns are odd. Contributions: each member's
 * part of the score, shared among the columns that made the row unusual to it; they sum to the
 * score. The members have their defaults; {@code inne} has {@value #NEIGHBOUR_SAMPLES} samples.
 * Size: that of its members and at most 112 kB each.
 */
final class RankEnsemble implements RowModel {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 2;
  private static final int NEIGHBOUR_SAMPLES = 32;

  static final RowModelKind KIND =
      new RowModelKind(
          "auto",
          "recommended for tables: how rare a row is to a forest, covariances and neighbours",
          List.of(new Parameter("threshold", 2.0, 0.0, 10.0, "powers of ten of rarity")),
          set -> new RankEnsemble(set.number("threshold")));

  /** From here on a member that is not sure of its order counts less. */
  private static final double SURE = 2.0;

  private static final double BEYOND = 0.25;

  private record Member(RowModel model, double weight, boolean ordersTheRarest) {

    double rarity(double told) {
      return weight * (ordersTheRarest || told <= SURE ? told : SURE + BEYOND * (told - SURE));
    }
  }

  private static final List<Member> MEMBERS =
      List.of(
          new Member(IsolationForest.usual(), 3.0 / 9.0, true),
          new Member(new Mahalanobis(0.6, 4.0), 2.0 / 9.0, false),
          new Member(new Mahalanobis(0.75, 4.0), 2.0 / 9.0, false),
          new Member(new Mahalanobis(0.9, 4.0), 1.0 / 9.0, false),
          new Member(new Inne(NEIGHBOUR_SAMPLES, 16, 1.0), 1.0 / 9.0, false));

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
    for (Member member : MEMBERS) {
      Fitted fitted = member.model.fit(rows, seed);
      double[] scores = Arrays.stream(rows).mapToDouble(fitted::score).toArray();
      ranked.add(new Ranked(fitted, RankScale.of(scores), member));
    }
    return new Mean(ranked);
  }

  @Override
  public Fitted readFrom(DataInput in) throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("model auto has version %d, not %d".formatted(version, VERSION));
    }
    List<Ranked> ranked = new ArrayList<>();
    for (Member member : MEMBERS) {
      ranked.add(new Ranked(member.model.readFrom(in), RankScale.readFrom(in), member));
    }
    return new Mean(ranked);
  }

  private record Ranked(Fitted fitted, RankScale scale, Member member) {

    double rarity(double[] row) {
      return member.rarity(scale.rarity(fitted.score(row)));
    }

    /** Shares the rarity among the columns that made the row unusual. */
    void share(double[] row, double[] shares) {
      double[] contributions = fitted.contributions(row);
      double all = 0.0;
      for (double contribution : contributions) {
        all += Math.max(0.0, contribution);
      }
      double rarity = rarity(row);
      for (int j = 0; j < shares.length; j++) {
        double share = all > 0.0 ? Math.max(0.0, contributions[j]) / all : 1.0 / shares.length;
        shares[j] += rarity * share;
      }
    }
  }

  private record Mean(List<Ranked> members) implements Fitted {

    @Override
    public double score(double[] row) {
      double sum = 0.0;
      for (Ranked member : members) {
        sum += member.rarity(row);
      }
      return sum;
    }

    @Override
    public double[] contributions(double[] row) {
      double[] shares = new double[row.length];
      for (Ranked member : members) {
        member.share(row, shares);
      }
      return shares;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      for (Ranked member : members) {
        member.fitted.writeTo(out);
        member.scale.writeTo(out);
      }
    }
  }
}
