package io.github.beamwatch.core.evaluation;

import java.util.Arrays;

/**
 * Scores of rows whose label is known, and how well they put the anomalous ones first. Higher is
 * more anomalous. Both measures need no threshold.
 */
public final class RankedScores {
  private final Scores anomalous = new Scores();
  private final Scores usual = new Scores();

  /** Adds a row. NaN is not a score. */
  public void add(double score, boolean label) {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException("a row without a score cannot be ranked");
    }
    (label ? anomalous : usual).add(score);
  }

  public int rows() {
    return anomalous.count + usual.count;
  }

  public int anomalousRows() {
    return anomalous.count;
  }

  /**
   * Area under the receiver operating characteristic: the chance that an anomalous row scores
   * higher than a usual one, a tie counting half (Fawcett 2006). 0.5 is chance; NaN where there are
   * no rows of one kind.
   */
  public double auroc() {
    return walk().auroc();
  }

  /**
   * Area under the precision-recall curve as average precision: the sum over all thresholds of
   * precision times the recall gained, equal scores being one threshold. The share of anomalous
   * rows is chance; NaN where there are none, or nothing else.
   */
  public double auprc() {
    return walk().averagePrecision();
  }

  /** Walks from the highest score to the lowest; one step for all rows of one score. */
  private ThresholdWalk walk() {
    ThresholdWalk walk = new ThresholdWalk(anomalous.count, usual.count);
    double[] high = anomalous.sorted();
    double[] low = usual.sorted();
    int i = high.length;
    int j = low.length;
    while (i > 0 || j > 0) {
      double score = Math.max(i > 0 ? high[i - 1] : low[j - 1], j > 0 ? low[j - 1] : high[i - 1]);
      int hitsBefore = high.length - i;
      int falseHitsBefore = low.length - j;
      while (i > 0 && high[i - 1] == score) {
        i--;
      }
      while (j > 0 && low[j - 1] == score) {
        j--;
      }
      walk.step(high.length - i - hitsBefore, low.length - j - falseHitsBefore);
    }
    return walk;
  }

  private static final class Scores {
    private double[] values = new double[1024];
    private int count;

    void add(double score) {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      // Zeros of both signs are equal, but are sorted apart.
      values[count++] = score + 0.0;
    }

    double[] sorted() {
      double[] sorted = Arrays.copyOf(values, count);
      Arrays.sort(sorted);
      return sorted;
    }
  }
}
