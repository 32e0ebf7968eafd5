package io.github.beamwatch.core.history;

import io.github.beamwatch.core.spec.DurationText;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What an event gets from the history of one of its entities.
 *
 * @param entity the field that names the entity, such as {@code customer_id}
 * @param spend windows over which its events are counted and their amounts averaged; may be empty
 * @param risk windows over which its share of bad events is taken; may be empty
 * @param delay the time after which a label is known, usually; windows of the risk end so long
 *     before the event
 */
public record HistoryPlan(String entity, List<Duration> spend, List<Duration> risk, Duration delay)
    implements Serializable {

  public HistoryPlan {
    spend = List.copyOf(spend);
    risk = List.copyOf(risk);
  }

  /**
   * The names of the features, in the order in which {@link EntityHistory#event} gives them.
   *
   * @param amount the name of the amount
   */
  public List<String> names(String amount) {
    List<String> names = new ArrayList<>();
    for (Duration window : spend) {
      names.add(entity + "_count_" + DurationText.format(window));
      names.add(entity + "_" + amount + "_mean_" + DurationText.format(window));
    }
    if (!spend.isEmpty()) {
      names.add(entity + "_" + amount + "_ratio");
    }
    for (Duration window : risk) {
      names.add(entity + "_settled_" + DurationText.format(window));
      names.add(entity + "_bad_share_" + DurationText.format(window));
    }
    return List.copyOf(names);
  }

  /** How many features there are. */
  public int width() {
    return 2 * spend.size() + (spend.isEmpty() ? 0 : 1) + 2 * risk.size();
  }

  static Duration longest(List<Duration> windows) {
    return windows.stream().max(Duration::compareTo).orElse(Duration.ZERO);
  }
}
