package io.github.beamwatch.core.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How well a ranking of entities puts the bad ones first, where the label of some or all of them is
 * known. Entities are added in any order. Those without a label are ranked, and count nowhere else:
 * among the first k, only those with a label are judged.
 *
 * <p>Size: 8 bytes for each labelled entity.
 */
public final class RankingEvaluation {
  private final TreeSet<Integer> firsts;
  private final RankedScores scores = new RankedScores();
  private final PriorityQueue<Ranked> head;
  private final int most;
  private long unlabelled;

  /** The most unusual comes first; equal scores are ordered by name. */
  private static final Comparator<Ranked> BY_RANK =
      Comparator.comparingDouble(Ranked::score).reversed().thenComparing(Ranked::entity);

  private record Ranked(String entity, double score, @Nullable Boolean bad) {}

  /**
   * Of no entity yet.
   *
   * @param firsts the k for which the precision among the first k is asked, each at least 1
   */
  public RankingEvaluation(Collection<Integer> firsts) {
    this.firsts = new TreeSet<>(firsts);
    most = this.firsts.isEmpty() ? 0 : this.firsts.last();
    head = new PriorityQueue<>(BY_RANK.reversed());
  }

  /**
   * Adds an entity.
   *
   * @param score higher is more unusual; not NaN
   * @param bad null where it has no label
   */
  public void add(String entity, double score, @Nullable Boolean bad) {
    if (bad == null) {
      unlabelled++;
    } else {
      scores.add(score, bad);
    }
    if (head.size() < most || (most > 0 && score >= head.element().score())) {
      head.add(new Ranked(entity, score + 0.0, bad));
      if (head.size() > most) {
        head.remove();
      }
    }
  }

  /**
   * What was measured, by name: {@code labelled}, {@code unlabelled} and {@code bad} entities, the
   * {@code bad_share} of the labelled, {@code auroc} and {@code average_precision} as {@link
   * RankedScores} defines them, and for each k of which there are as many entities {@code
   * precision_at_k}, the share of bad ones among the labelled of the first k. NaN where there is no
   * entity that it could be measured on.
   */
  public Map<String, Double> measures() {
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put("labelled", (double) scores.rows());
    measures.put("unlabelled", (double) unlabelled);
    measures.put("bad", (double) scores.anomalousRows());
    measures.put("bad_share", (double) scores.anomalousRows() / scores.rows());
    measures.put("auroc", scores.auroc());
    measures.put("average_precision", scores.auprc());
    List<Ranked> ranked = new ArrayList<>(head);
    ranked.sort(BY_RANK);
    for (int first : firsts) {
      if (first <= ranked.size()) {
        measures.put("precision_at_" + first, precision(ranked.subList(0, first)));
      }
    }
    return measures;
  }

  private static double precision(List<Ranked> ranked) {
    double bad = 0;
    double judged = 0;
    for (Ranked entity : ranked) {
      if (entity.bad() != null) {
        judged++;
        bad += entity.bad() ? 1 : 0;
      }
    }
    return bad / judged;
  }
}
