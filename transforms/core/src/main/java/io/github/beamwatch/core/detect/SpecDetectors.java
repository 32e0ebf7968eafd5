package io.github.beamwatch.core.detect;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.core.detector.Calibrated;
import io.github.beamwatch.core.detector.Detector;
import io.github.beamwatch.core.detector.DetectorKind;
import io.github.beamwatch.core.detector.Detectors;
import io.github.beamwatch.core.detector.Ensemble;
import io.github.beamwatch.core.detector.SeriesDetector;
import io.github.beamwatch.core.detector.SuppressTail;
import io.github.beamwatch.core.spec.DetectorSpec;
import java.util.List;

/** Makes the detector that a spec describes. */
public final class SpecDetectors {

  private SpecDetectors() {}

  /**
   * The detector, alone or composed of others.
   *
   * @throws IllegalArgumentException with one sentence where there is no such detector, or a
   *     parameter is not its own or out of range
   */
  public static Detector of(DetectorSpec spec) {
    if (spec.name().equals(DetectorSpec.ENSEMBLE)) {
      return Ensemble.of(
          requireNonNull(spec.combine(), "an ensemble needs combine"),
          spec.of().stream().map(SpecDetectors::of).toList());
    }
    if (spec.name().equals(DetectorSpec.CALIBRATED)) {
      return Calibrated.of(of(spec.of().get(0)));
    }
    if (spec.name().equals(DetectorSpec.SUPPRESS_TAIL)) {
      return SuppressTail.of(of(spec.of().get(0)), SeriesDetector.DEFAULT_TTL);
    }
    return Detectors.named(spec.name())
        .map(kind -> kind.with(spec.parameters()))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no detector "
                        + spec.name()
                        + "; there are "
                        + String.join(", ", names())));
  }

  private static List<String> names() {
    return Detectors.all().stream().map(DetectorKind::name).toList();
  }
}
