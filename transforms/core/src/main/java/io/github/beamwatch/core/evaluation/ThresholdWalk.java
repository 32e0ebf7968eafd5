package io.github.beamwatch.core.evaluation;

/**
 * The areas under both curves while a threshold goes from the highest score to the lowest: one step
 * for all rows of one score.
 */
final class ThresholdWalk {
  private final long anomalous;
  private final long usual;
  private long hits;
  private long falseHits;
  private double area;
  private double precisions;

  /** Past so many rows of both kinds in all. */
  ThresholdWalk(long anomalous, long usual) {
    this.anomalous = anomalous;
    this.usual = usual;
  }

  /** Goes past so many rows of one score. */
  void step(long moreHits, long moreFalseHits) {
    area += (double) moreFalseHits * (hits + hits + moreHits) / 2;
    hits += moreHits;
    falseHits += moreFalseHits;
    precisions += (double) moreHits / anomalous * hits / (hits + falseHits);
  }

  double auroc() {
    return anomalous == 0 || usual == 0 ? Double.NaN : area / ((double) anomalous * usual);
  }

  double averagePrecision() {
    return anomalous == 0 || usual == 0 ? Double.NaN : precisions;
  }
}
