package io.github.beamwatch.pipelines.evaluate;

import io.github.beamwatch.core.evaluation.EventTally;
import io.github.beamwatch.pipelines.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Alerts of a run against the incidents that were planted in its events. */
public final class IncidentEvaluation {
  private static final double MILLIS_PER_DAY = 86_400_000.0;

  private IncidentEvaluation() {}

  /**
   * Evaluates alerts.
   *
   * @param alerts a file of JSON lines, or the folder of a run's results
   * @param incidents as {@link IncidentFile} reads them
   * @param start the minute that the labels of {@code generate ad-events} count from
   */
  public static List<Measure> of(Path alerts, Path incidents, Instant start) {
    for (Path path : List.of(alerts, incidents)) {
      if (!Files.exists(path)) {
        throw new UserException("there is no '%s'".formatted(path));
      }
    }
    try {
      return measures(RaisedAlert.readAll(alerts), IncidentFile.read(incidents, start), start);
    } catch (IOException e) {
      throw new UserException("%s cannot be read: %s".formatted(alerts, e.getMessage()));
    }
  }

  static List<Measure> measures(
      List<RaisedAlert> alerts, List<LabelledIncident> incidents, Instant start) {
    EventTally tally = tally(alerts, incidents);
    Instant end = start;
    for (RaisedAlert alert : alerts) {
      end = later(end, alert.windowEnd());
    }
    for (LabelledIncident incident : incidents) {
      end = later(end, incident.end());
    }
    List<Measure> measures = new ArrayList<>();
    measures.addAll(
        EventMeasures.of(tally, "incident", "alerts that fired; notices of an end do not count"));
    measures.addAll(
        EventMeasures.ofTime(
            tally, Duration.between(start, end).toMillis() / MILLIS_PER_DAY, "incident"));
    return measures;
  }

  /** Alerts against incidents; delays are in milliseconds. */
  public static EventTally tally(List<RaisedAlert> alerts, List<LabelledIncident> incidents) {
    EventTally tally = new EventTally();
    for (RaisedAlert alert : alerts) {
      tally.alert(incidents.stream().anyMatch(alert::names));
    }
    for (LabelledIncident incident : incidents) {
      finding(incident, alerts)
          .ifPresentOrElse(
              first ->
                  tally.caught(Duration.between(incident.start(), first.windowEnd()).toMillis()),
              tally::missed);
    }
    return tally;
  }

  /** The first alert that names an incident. */
  public static Optional<RaisedAlert> finding(LabelledIncident incident, List<RaisedAlert> alerts) {
    return alerts.stream()
        .filter(alert -> alert.names(incident))
        .min(Comparator.comparing(RaisedAlert::windowEnd));
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
