package io.github.beamwatch.core.training;

import io.github.beamwatch.core.feature.Preparation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows that are left to train on, as a model sees them.
 *
 * @param rows prepared
 * @param labels of them; empty where there are none
 * @param fingerprint of the rows as they were given, and their labels
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record TrainingRows(double[][] rows, boolean[] labels, DataFingerprint fingerprint) {

  static TrainingRows of(
      String model, Preparation preparation, List<double[]> rows, @Nullable List<Boolean> bad) {
    if (bad != null && bad.size() != rows.size()) {
      throw new IllegalArgumentException(
          "model %s: %d rows and %d labels".formatted(model, rows.size(), bad.size()));
    }
    List<double[]> prepared = new ArrayList<>();
    boolean[] labels = new boolean[bad == null ? 0 : rows.size()];
    DataFingerprint fingerprint = new DataFingerprint();
    for (int i = 0; i < rows.size(); i++) {
      double[] seen = preparation.apply(rows.get(i));
      if (seen == null) {
        continue;
      }
      if (bad == null) {
        fingerprint.add(rows.get(i));
      } else {
        labels[prepared.size()] = bad.get(i);
        fingerprint.add(labelled(rows.get(i), bad.get(i)));
      }
      prepared.add(seen);
    }
    if (prepared.isEmpty()) {
      throw new IllegalArgumentException(
          "model %s: none of %d rows is left to train on".formatted(model, rows.size()));
    }
    boolean[] used = bad == null ? labels : Arrays.copyOf(labels, prepared.size());
    return new TrainingRows(prepared.toArray(double[][]::new), used, fingerprint);
  }

  private static double[] labelled(double[] row, boolean bad) {
    double[] labelled = Arrays.copyOf(row, row.length + 1);
    labelled[row.length] = bad ? 1.0 : 0.0;
    return labelled;
  }

  ModelCard card(String model, Map<String, Double> parameters, long seed, String createdBy) {
    return new ModelCard(
        model, parameters, seed, fingerprint.rows(), fingerprint.hex(), Map.of(), createdBy);
  }
}
