package io.github.beamwatch.core.training;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is written down of a trained model, for people and for other runs.
 *
 * @param model its kind, such as {@code auto}
 * @param parameters those that were set; all others have their defaults
 * @param seed of everything random
 * @param rows how many it was trained on
 * @param fingerprint of those rows ({@link DataFingerprint})
 * @param metrics what was measured of it, such as {@code auroc} on held-back rows; may be empty
 * @param createdBy the version of Beamwatch that trained it
 */
public record ModelCard(
    String model,
    Map<String, Double> parameters,
    long seed,
    long rows,
    String fingerprint,
    Map<String, Double> metrics,
    String createdBy)
    implements java.io.Serializable {

  public ModelCard {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
  }

  /** The same with other metrics. */
  public ModelCard withMetrics(Map<String, Double> measured) {
    return new ModelCard(model, parameters, seed, rows, fingerprint, measured, createdBy);
  }
}
