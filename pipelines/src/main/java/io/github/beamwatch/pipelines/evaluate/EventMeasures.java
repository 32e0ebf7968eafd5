package io.github.beamwatch.pipelines.evaluate;

import io.github.beamwatch.core.evaluation.EventTally;
import java.util.List;

/** The measures that a tally of events gives, with their definitions. */
final class EventMeasures {
  private static final double MILLIS_PER_MINUTE = 60_000.0;

  private EventMeasures() {}

  static List<Measure> of(EventTally tally, String event, String alerts) {
    return List.of(
        new Measure(event.replace(' ', '_') + "s", tally.events(), event + "s"),
        new Measure("alerts", tally.alerts(), alerts),
        new Measure(
            "precision",
            tally.precision(),
            "of the alerts, those inside a %s: %d of %d"
                .formatted(event, tally.right(), tally.alerts())),
        new Measure(
            "recall",
            tally.recall(),
            "of the %ss, those with an alert inside: %d of %d"
                .formatted(event, tally.caught(), tally.events())),
        new Measure("f1", tally.f1(), "harmonic mean of precision and recall"));
  }

  static List<Measure> ofTime(EventTally millis, double days, String event) {
    return List.of(
        new Measure(
            "median_minutes_to_detect",
            millis.medianDelay() / MILLIS_PER_MINUTE,
            "minutes from the start of a caught %s to its first alert, median".formatted(event)),
        new Measure(
            "worst_minutes_to_detect", millis.worstDelay() / MILLIS_PER_MINUTE, "the same, worst"),
        new Measure(
            "false_alerts_per_day",
            days > 0 ? (millis.alerts() - millis.right()) / days : Double.NaN,
            "alerts outside any %s, for each day of data".formatted(event)));
  }
}
