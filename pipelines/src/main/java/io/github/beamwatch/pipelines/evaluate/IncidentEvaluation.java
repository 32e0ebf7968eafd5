package io.github.beamwatch.pipelines.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.core.evaluation.EventTally;
import io.github.beamwatch.core.generate.Incident;
import io.github.beamwatch.pipelines.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Alerts of a run against the incidents that were planted in its events. */
public final class IncidentEvaluation {
  private static final double MILLIS_PER_DAY = 86_400_000.0;

  private IncidentEvaluation() {}

  /**
   * Evaluates alerts.
   *
   * @param alerts a file of JSON lines, or the folder of a run's results
   * @param incidents the labels that {@code generate ad-events} wrote
   * @param start the minute that labels count from
   */
  public static List<Measure> of(Path alerts, Path incidents, Instant start) {
    for (Path path : List.of(alerts, incidents)) {
      if (!Files.exists(path)) {
        throw new UserException("there is no '%s'".formatted(path));
      }
    }
    try {
      return measures(RaisedAlert.readAll(alerts), readIncidents(incidents), start);
    } catch (IOException e) {
      throw new UserException("%s cannot be read: %s".formatted(alerts, e.getMessage()));
    }
  }

  static List<Measure> measures(List<RaisedAlert> alerts, List<Incident> incidents, Instant start) {
    EventTally tally = new EventTally();
    Instant end = start;
    for (RaisedAlert alert : alerts) {
      tally.alert(
          incidents.stream().anyMatch(incident -> alert.names(incident, begin(start, incident))));
      end = later(end, alert.windowEnd());
    }
    for (Incident incident : incidents) {
      Instant begin = begin(start, incident);
      end = later(end, begin.plusSeconds(60L * incident.length()));
      Optional<Instant> first =
          alerts.stream()
              .filter(alert -> alert.names(incident, begin))
              .map(RaisedAlert::windowEnd)
              .min(Comparator.naturalOrder());
      first.ifPresentOrElse(
          found -> tally.caught(Duration.between(begin, found).toMillis()), tally::missed);
    }
    List<Measure> measures = new ArrayList<>();
    measures.addAll(
        EventMeasures.of(tally, "incident", "alerts that fired; notices of an end do not count"));
    measures.addAll(
        EventMeasures.ofTime(
            tally, Duration.between(start, end).toMillis() / MILLIS_PER_DAY, "incident"));
    return measures;
  }

  private static Instant begin(Instant start, Incident incident) {
    return start.plusSeconds(60L * incident.minute());
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static List<Incident> readIncidents(Path file) throws IOException {
    List<Incident> incidents = new ArrayList<>();
    try {
      for (JsonNode label : new ObjectMapper().readTree(file.toFile())) {
        incidents.add(
            new Incident(
                label.required("minute").intValue(),
                label.required("length").intValue(),
                label.required("country").textValue(),
                label.required("ad_format").textValue(),
                Incident.Kind.valueOf(
                    label.required("kind").textValue().toUpperCase(Locale.ROOT))));
      }
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new UserException(
          "%s holds no incidents as 'generate ad-events' writes them".formatted(file));
    }
    return incidents;
  }
}
