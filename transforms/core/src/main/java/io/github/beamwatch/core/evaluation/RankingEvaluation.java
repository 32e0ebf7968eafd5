package io.github.beamwatch.core.evaluation;

import io.github.beamwatch.core.feature.VarInts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How well a ranking of entities puts the bad ones first, where the label of some or all of them is
 * known. Entities are added in any order. Those without a label are ranked, and count nowhere else:
 * among the first k, only those with a label are judged.
 *
 * <p>Gathered in parts and merged; neither order nor parts matter. Bounded: see {@link
 * LabelledScores} for what that means where more than {@value LabelledScores#MOST_SCORES} different
 * scores have a label.
 */
public final class RankingEvaluation {
  /** The k that are asked for where nothing else is said. */
  public static final List<Integer> FIRSTS = List.of(10, 100, 1000);

  private static final String PRECISION = "precision_at_";
  private static final byte VERSION = 1;
  private static final int LONGEST = 1 << 20;

  private final TreeSet<Integer> firsts;
  private LabelledScores scores = new LabelledScores();
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
      offer(new Ranked(entity, score + 0.0, bad));
    }
  }

  private void offer(Ranked ranked) {
    head.add(ranked);
    if (head.size() > most) {
      head.remove();
    }
  }

  /** Adds the entities of another part, for which the same is asked. */
  public void addAll(RankingEvaluation other) {
    unlabelled += other.unlabelled;
    scores.addAll(other.scores);
    other.head.forEach(this::offer);
  }

  /**
   * What was measured, by name: {@code labelled}, {@code unlabelled} and {@code bad} entities, the
   * {@code bad_share} of the labelled, {@code auroc} and {@code average_precision} as {@link
   * RankedScores} defines them, {@code auroc_error} where the AUROC is not exact, and for each k of
   * which there are as many entities {@code precision_at_k}, the share of bad ones among the
   * labelled of the first k. NaN where there is no entity that it could be measured on.
   */
  public Map<String, Double> measures() {
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put("labelled", (double) scores.rows());
    measures.put("unlabelled", (double) unlabelled);
    measures.put("bad", (double) scores.anomalousRows());
    measures.put("bad_share", (double) scores.anomalousRows() / scores.rows());
    measures.put("auroc", scores.auroc());
    if (scores.aurocError() > 0) {
      measures.put("auroc_error", scores.aurocError());
    }
    measures.put("average_precision", scores.auprc());
    List<Ranked> ranked = new ArrayList<>(head);
    ranked.sort(BY_RANK);
    for (int first : firsts) {
      if (first <= ranked.size()) {
        measures.put(PRECISION + first, precision(ranked.subList(0, first)));
      }
    }
    return measures;
  }

  /** Of {@link #measures}, the precision among the first k, by k. */
  public static SortedMap<Integer, Double> precisions(Map<String, Double> measures) {
    SortedMap<Integer, Double> precisions = new TreeMap<>();
    measures.forEach(
        (name, value) -> {
          if (name.startsWith(PRECISION)) {
            precisions.put(Integer.valueOf(name.substring(PRECISION.length())), value);
          }
        });
    return precisions;
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

  /** Equal entities give equal bytes. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    VarInts.write(out, unlabelled);
    scores.writeTo(out);
    List<Ranked> ranked = new ArrayList<>(head);
    ranked.sort(BY_RANK);
    VarInts.write(out, ranked.size());
    for (Ranked entity : ranked) {
      byte[] name = entity.entity().getBytes(StandardCharsets.UTF_8);
      VarInts.write(out, name.length);
      out.write(name);
      out.writeDouble(entity.score());
      out.writeByte(entity.bad() == null ? 0 : entity.bad() ? 2 : 1);
    }
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @param firsts as they were
   * @throws IOException where the bytes are of another version
   */
  public static RankingEvaluation readFrom(Collection<Integer> firsts, DataInput in)
      throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("an evaluation in version %d, not %d".formatted(version, VERSION));
    }
    RankingEvaluation read = new RankingEvaluation(firsts);
    read.unlabelled = VarInts.read(in);
    read.scores = LabelledScores.readFrom(in);
    int size = VarInts.readCount(in, read.most, "entities");
    for (int i = 0; i < size; i++) {
      byte[] name = new byte[VarInts.readCount(in, LONGEST, "bytes of a name")];
      in.readFully(name);
      double score = in.readDouble();
      byte known = in.readByte();
      read.offer(
          new Ranked(
              new String(name, StandardCharsets.UTF_8), score, known == 0 ? null : known == 2));
    }
    return read;
  }
}
