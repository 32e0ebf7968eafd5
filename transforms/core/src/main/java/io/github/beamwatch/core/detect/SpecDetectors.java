package io.github.beamwatch.core.detect;

import io.github.beamwatch.core.detector.Detector;
import io.github.beamwatch.core.detector.DetectorKind;
import io.github.beamwatch.core.detector.Detectors;
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
