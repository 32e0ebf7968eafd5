package io.github.beamwatch.core.detector;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Detectors with their defaults, and what a default cannot know. */
final class TestDetectors {

  /** Where 4 kB are not enough. */
  static final Map<String, Integer> MAX_BYTES = Map.of("rcf", 65_536, "lstm", 10_000);

  /** Those of a library: slow, and what is read may be written in other bytes. */
  static final Set<String> COSTLY = Set.of("rcf");

  /** What must be set: limits that the signals do not reach. */
  private static final Map<String, Map<String, Double>> NEEDED =
      Map.of("threshold", Map.of("above", 1_000.0, "below", -1_000.0));

  private TestDetectors() {}

  static Detector usual(DetectorKind kind) {
    return of(kind, Map.of());
  }

  /** Leaves out what the detector has no parameter for. */
  static Detector of(DetectorKind kind, Map<String, Double> set) {
    Map<String, Double> all = new HashMap<>(NEEDED.getOrDefault(kind.name(), Map.of()));
    for (Parameter parameter : kind.parameters()) {
      Double value = set.get(parameter.name());
      if (value != null) {
        all.put(parameter.name(), value);
      }
    }
    return kind.with(all);
  }
}
