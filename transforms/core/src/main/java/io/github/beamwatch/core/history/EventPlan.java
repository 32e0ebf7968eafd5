package io.github.beamwatch.core.history;

import io.github.beamwatch.core.feature.FeaturePlan;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which features an event gets: its amount, whether it is on a weekend and at night (UTC), and what
 * the histories of its entities say.
 *
 * @param amount the name of the amount
 * @param nightFrom the hour of the day at which the night begins, UTC
 * @param nightTo the hour before which it ends
 * @param histories one for each entity of an event
 */
public record EventPlan(String amount, int nightFrom, int nightTo, List<HistoryPlan> histories)
    implements Serializable {
  private static final long DAY = 86_400_000L;

  public EventPlan {
    histories = List.copyOf(histories);
  }

  /** The names of the features, in the order of {@link FeaturedEvent#values}. */
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of(amount, "weekend", "night"));
    histories.forEach(history -> names.addAll(history.names(amount)));
    return List.copyOf(names);
  }

  /** How many features there are. */
  public int width() {
    return offset(histories.size());
  }

  /** Where the features of one of the histories begin. */
  int offset(int which) {
    int at = 3;
    for (int i = 0; i < which; i++) {
      at += histories.get(i).width();
    }
    return at;
  }

  /** The features of an event that has met no history yet: those of the event itself. */
  double[] start(long time, double amount) {
    double[] values = new double[width()];
    Arrays.fill(values, Double.NaN);
    values[0] = amount;
    // The epoch began on a Thursday.
    values[1] = Math.floorMod(Math.floorDiv(time, DAY) + 3, 7) >= 5 ? 1.0 : 0.0;
    values[2] = FeaturePlan.isNight(time, nightFrom, nightTo) ? 1.0 : 0.0;
    return values;
  }
}
