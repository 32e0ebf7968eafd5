package io.github.beamwatch.core.ranking;

import io.github.beamwatch.core.training.TrainedModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Why a model finds an entity unusual: the features that raised its score, beside everybody's. */
public final class Reasons {
  private Reasons() {}

  /**
   * The reasons for one entity.
   *
   * @param model that scored it
   * @param everybody how the same features are spread
   * @param row the entity's features, as {@link TrainedModel#score} takes them
   * @param most so many at most
   * @return those that added to the score, the strongest first, equal ones in the order of the
   *     features; empty for a row that is left out
   */
  public static List<Reason> of(
      TrainedModel model, PopulationValues everybody, double[] row, int most) {
    double[] contributions = model.contributions(row);
    return contributions == null ? List.of() : of(contributions, everybody, row, most);
  }

  static List<Reason> of(
      double[] contributions, PopulationValues everybody, double[] row, int most) {
    List<Reason> reasons = new ArrayList<>();
    for (int i = 0; i < row.length; i++) {
      if (contributions[i] > 0.0) {
        reasons.add(
            new Reason(
                everybody.names().get(i),
                row[i],
                contributions[i],
                everybody.percentile(i, row[i]),
                everybody.quantile(i, 50.0)));
      }
    }
    reasons.sort(Comparator.comparingDouble(Reason::contribution).reversed());
    return List.copyOf(reasons.subList(0, Math.min(most, reasons.size())));
  }
}
