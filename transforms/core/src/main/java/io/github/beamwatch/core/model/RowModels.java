package io.github.beamwatch.core.model;

import java.util.List;
import java.util.Optional;

/** Every model of rows that can be named on the command line. To add one, add a line. */
public final class RowModels {

  private static final List<RowModelKind> ALL =
      List.of(
          RankEnsemble.KIND,
          IsolationForest.KIND,
          Inne.KIND,
          Ecod.KIND,
          Mahalanobis.ROBUST,
          Mahalanobis.KIND,
          Pca.KIND,
          Autoencoder.KIND,
          ZScore.KIND,
          TukeyFences.KIND);

  private RowModels() {}

  /** All of them, in the order in which they are listed to users. */
  public static List<RowModelKind> all() {
    return ALL;
  }

  /** The one of this name. */
  public static Optional<RowModelKind> named(String name) {
    return ALL.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }
}
