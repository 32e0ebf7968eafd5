package io.github.beamwatch.core.contest;

import io.github.beamwatch.core.statistics.SeededRandom;
import io.github.beamwatch.core.training.TrainedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges a challenger against the champion by rows that were held back from both.
 *
 * <p>With labels of at least {@link #LEAST_BAD} bad rows: by average precision; the AUROC is told
 * beside it. Else by the AUROC of {@link Contrast} rows against those that were held back. The
 * challenger is worse where its value is below the champion's by more than a tolerance: what chance
 * explains at the 5 % level, from a paired bootstrap (Efron, Tibshirani 1993) of {@value
 * #REPLICATES} samples in which both models see the same rows; at least {@value #LEAST_TOLERANCE},
 * because the same data trained twice differ by as much, and at most {@value #MOST_TOLERANCE}, so
 * that few rows do not let anything pass. Deterministic for a seed.
 */
public final class Contest {
  /** Fewer bad rows say nothing. */
  public static final int LEAST_BAD = 10;

  /** Fewer rows say nothing at all. */
  public static final int LEAST_ROWS = 50;

  static final int REPLICATES = 200;
  static final double LEAST_TOLERANCE = 0.01;
  static final double MOST_TOLERANCE = 0.05;
  private static final double ONE_SIDED_95 = 1.645;

  private final List<double[]> rows;
  private final boolean[] bad;
  private final Criterion criterion;
  private final int badRows;
  private final long seed;

  private Contest(List<double[]> rows, boolean[] bad, Criterion criterion, int badRows, long seed) {
    this.rows = rows;
    this.bad = bad;
    this.criterion = criterion;
    this.badRows = badRows;
    this.seed = seed;
  }

  /**
   * On rows that were held back.
   *
   * @param held at least {@link #LEAST_ROWS}
   * @param bad whether each of them was bad; null without labels
   */
  public static Contest on(List<double[]> held, @Nullable List<Boolean> bad, long seed) {
    if (held.size() < LEAST_ROWS) {
      throw new IllegalArgumentException(
          "%d rows are held back; a contest needs %d".formatted(held.size(), LEAST_ROWS));
    }
    int badRows = bad == null ? 0 : (int) bad.stream().filter(label -> label).count();
    if (bad != null && badRows >= LEAST_BAD && badRows < held.size()) {
      boolean[] labels = new boolean[held.size()];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = bad.get(i);
      }
      return new Contest(List.copyOf(held), labels, Criterion.AVERAGE_PRECISION, badRows, seed);
    }
    List<double[]> rows = new ArrayList<>(held);
    rows.addAll(Contrast.of(held, seed));
    return new Contest(rows, Contrast.labels(held.size()), Criterion.CONTRAST_AUROC, badRows, seed);
  }

  /** What a model is worth, measured by the criterion, and by the AUROC where that is another. */
  public Measured measure(TrainedModel model) {
    WeightedRanking ranking = ranking(model);
    int[] once = once();
    return new Measured(criterion, value(ranking, once), ranking.auroc(once), held(), badRows);
  }

  /** Judges two models that were trained on the same features. */
  public ContestResult judge(TrainedModel champion, TrainedModel challenger) {
    WeightedRanking old = ranking(champion);
    WeightedRanking young = ranking(challenger);
    SeededRandom random = SeededRandom.of(seed, "contest");
    double sum = 0;
    double squares = 0;
    for (int r = 0; r < REPLICATES; r++) {
      int[] counts = resampled(random);
      double difference = value(young, counts) - value(old, counts);
      sum += difference;
      squares += difference * difference;
    }
    double mean = sum / REPLICATES;
    double error = Math.sqrt(Math.max(0.0, squares / REPLICATES - mean * mean));
    double tolerance = Math.min(MOST_TOLERANCE, Math.max(LEAST_TOLERANCE, ONE_SIDED_95 * error));
    return new ContestResult(measure(champion), measure(challenger), tolerance);
  }

  private int held() {
    return criterion == Criterion.CONTRAST_AUROC ? rows.size() / 2 : rows.size();
  }

  private double value(WeightedRanking ranking, int[] counts) {
    return criterion == Criterion.CONTRAST_AUROC
        ? ranking.auroc(counts)
        : ranking.averagePrecision(counts);
  }

  /** A row that a model leaves out is to it the most usual of all. */
  private WeightedRanking ranking(TrainedModel model) {
    double[] scores = new double[rows.size()];
    for (int i = 0; i < scores.length; i++) {
      double score = model.score(rows.get(i));
      scores[i] = Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score;
    }
    return new WeightedRanking(scores, bad);
  }

  private int[] once() {
    int[] counts = new int[rows.size()];
    Arrays.fill(counts, 1);
    return counts;
  }

  /** Bad and other rows by themselves, so that there are some of both in each sample. */
  private int[] resampled(SeededRandom random) {
    int[] counts = new int[rows.size()];
    int[] both = new int[rows.size()];
    int ofBad = 0;
    int ofOthers = 0;
    for (int i = 0; i < bad.length; i++) {
      both[bad[i] ? ofBad++ : both.length - ++ofOthers] = i;
    }
    for (int i = 0; i < ofBad; i++) {
      counts[both[random.below(ofBad)]]++;
    }
    for (int i = 0; i < ofOthers; i++) {
      counts[both[ofBad + random.below(ofOthers)]]++;
    }
    return counts;
  }
}
