package io.github.beamwatch.pipelines.backtest;

import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.evaluation.EventTally;
import io.github.beamwatch.pipelines.evaluate.LabelledIncident;
import io.github.beamwatch.pipelines.evaluate.RaisedAlert;
import io.github.beamwatch.pipelines.spec.LoadedSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a backtest found.
 *
 * @param loaded the spec
 * @param from the first window's start
 * @param to the last window's end
 * @param deadLetters how many records could not be used
 * @param labelled whether there were labels: without, there are no tallies and no incidents
 * @param all the alerts of all rules that are not in shadow
 * @param rules in the order of the spec
 * @param incidents by time
 * @param series those with alerts, most alerts first
 * @param traces what is drawn
 */
record BacktestReport(
    LoadedSpec loaded,
    Instant from,
    Instant to,
    long deadLetters,
    boolean labelled,
    Outcome all,
    List<RuleOutcome> rules,
    List<IncidentOutcome> incidents,
    List<SeriesOutcome> series,
    List<Trace> traces) {
  private static final double MILLIS_PER_DAY = 86_400_000.0;

  /**
   * Alerts, and how right they were.
   *
   * @param alerts how many
   * @param perDay of data; NaN where all of it is one moment
   * @param tally against the incidents, delays in milliseconds; null without labels
   */
  record Outcome(long alerts, double perDay, @Nullable EventTally tally) {}

  /** One rule: its windows and alerts, and what other thresholds would have done. */
  record RuleOutcome(RuleHistory history, Outcome outcome, List<ThresholdOutcome> thresholds) {

    /** Windows with an answer: normal or an anomaly. */
    long judged() {
      return history.count(Kind.NORMAL) + history.count(Kind.ANOMALY);
    }
  }

  /**
   * What a threshold would have done.
   *
   * @param own whether it is the rule's own
   * @param atMost whether the guard, which is not known for these windows, might have held some
   *     back; the precision is not known then either
   */
  record ThresholdOutcome(double threshold, boolean own, boolean atMost, Outcome outcome) {}

  /**
   * An incident, and what found it.
   *
   * @param first the first alert that named it; null where it was missed
   * @param inShadow the first that a rule in shadow would have sent; null where there is none
   */
  record IncidentOutcome(
      LabelledIncident incident, @Nullable RaisedAlert first, @Nullable RaisedAlert inShadow) {}

  /** How many alerts a series had, and how many more in shadow. */
  record SeriesOutcome(SortedMap<String, String> labels, long alerts, long inShadow) {}

  double days() {
    return days(from, to);
  }

  static double days(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / MILLIS_PER_DAY;
  }
}
