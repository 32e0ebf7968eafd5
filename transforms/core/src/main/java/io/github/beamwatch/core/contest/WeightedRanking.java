package io.github.beamwatch.core.contest;

import java.util.Arrays;

/**
 * Scores of labelled rows in their order, for measures in which each row counts so many times: once
 * for a value, a random number of times in a bootstrap.
 */
final class WeightedRanking {
  private final int[] order;
  private final boolean[] tiedWithNext;
  private final boolean[] bad;

  WeightedRanking(double[] scores, boolean[] bad) {
    this.bad = bad;
    Integer[] boxed = new Integer[scores.length];
    Arrays.setAll(boxed, i -> i);
    Arrays.sort(boxed, (a, b) -> Double.compare(scores[b], scores[a]));
    order = new int[scores.length];
    tiedWithNext = new boolean[scores.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = boxed[i];
      tiedWithNext[i] = i + 1 < order.length && scores[boxed[i]] == scores[boxed[i + 1]];
    }
  }

  /** Area under the receiver operating characteristic; a tie counts half. */
  double auroc(int[] counts) {
    double hits = 0;
    double falseHits = 0;
    double area = 0;
    double tiedHits = 0;
    double tiedFalse = 0;
    for (int i = 0; i < order.length; i++) {
      if (bad[order[i]]) {
        tiedHits += counts[order[i]];
      } else {
        tiedFalse += counts[order[i]];
      }
      if (!tiedWithNext[i]) {
        area += tiedFalse * (hits + tiedHits / 2);
        hits += tiedHits;
        falseHits += tiedFalse;
        tiedHits = 0;
        tiedFalse = 0;
      }
    }
    return area / (hits * falseHits);
  }

  /** Average precision: over all thresholds, precision times the recall gained. */
  double averagePrecision(int[] counts) {
    double all = 0;
    for (int i = 0; i < bad.length; i++) {
      all += bad[i] ? counts[i] : 0;
    }
    double rows = 0;
    double hits = 0;
    double tied = 0;
    double sum = 0;
    for (int i = 0; i < order.length; i++) {
      rows += counts[order[i]];
      tied += bad[order[i]] ? counts[order[i]] : 0;
      if (!tiedWithNext[i]) {
        hits += tied;
        sum += tied == 0 ? 0 : tied / all * hits / rows;
        tied = 0;
      }
    }
    return sum;
  }
}
