package io.github.beamwatch.core.detector;

import java.util.List;
import java.util.Optional;

/** Every detector that can be named in a spec or on the command line. To add one, add a line. */
public final class Detectors {

  private static final List<DetectorKind> ALL =
      List.of(
          Auto.KIND,
          Threshold.KIND,
          Change.KIND,
          EwmaZ.KIND,
          RollingZ.KIND,
          RobustZ.KIND,
          Iqr.KIND,
          Range.KIND,
          Seasonal.KIND,
          HoltWinters.KIND,
          Cusum.KIND,
          CountSignificance.KIND,
          MewmaT2.KIND,
          Lstm.KIND,
          Prediction.KIND,
          Rcf.KIND);

  private Detectors() {}

  /** All of them, in the order in which they are listed to users. */
  public static List<DetectorKind> all() {
    return ALL;
  }

  /** The one of this name. */
  public static Optional<DetectorKind> named(String name) {
    return ALL.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }
}
