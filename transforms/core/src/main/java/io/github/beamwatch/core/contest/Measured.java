package io.github.beamwatch.core.contest;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a model was measured to be worth.
 *
 * @param criterion by which models are compared
 * @param value by that criterion, 0 to 1; higher is better
 * @param auroc of the same rows
 * @param rows that were held back
 * @param badRows of them with a label that says so
 */
public record Measured(Criterion criterion, double value, double auroc, int rows, int badRows) {

  /** For the model's card. */
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new TreeMap<>();
    metrics.put(criterion.metric(), value);
    metrics.put("held_back_rows", (double) rows);
    if (criterion == Criterion.AVERAGE_PRECISION) {
      metrics.put("auroc", auroc);
      metrics.put("held_back_bad_rows", (double) badRows);
    }
    return metrics;
  }
}
