package io.github.beamwatch.pipelines.demo;

import io.github.beamwatch.core.generate.Incident;
import io.github.beamwatch.pipelines.evaluate.LabelledIncident;
import io.github.beamwatch.pipelines.evaluate.RaisedAlert;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Planted incidents beside the alerts that name them. */
public final class IncidentReport {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);

  private final Instant start;
  private final List<Incident> incidents;
  private final List<RaisedAlert> alerts;

  IncidentReport(Instant start, List<Incident> incidents, List<RaisedAlert> alerts) {
    this.start = start;
    this.incidents = incidents;
    this.alerts = alerts.stream().sorted(Comparator.comparing(RaisedAlert::windowStart)).toList();
  }

  /** Compares with the alerts that a run has written into a folder. */
  public static IncidentReport of(Instant start, List<Incident> incidents, Path folder)
      throws IOException {
    return new IncidentReport(start, incidents, RaisedAlert.readAll(folder));
  }

  /** A table, and one line that sums it up. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    Set<RaisedAlert> right = new HashSet<>();
    int found = 0;
    for (Incident incident : incidents) {
      List<RaisedAlert> naming =
          alerts.stream().filter(a -> a.names(LabelledIncident.of(incident, start))).toList();
      right.addAll(naming);
      Optional<RaisedAlert> first = naming.stream().findFirst();
      found += first.isPresent() ? 1 : 0;
      lines.add(row(incident, first));
    }
    lines.add(
        "%d of %d incidents found; %d of %d alerts are false"
            .formatted(found, incidents.size(), alerts.size() - right.size(), alerts.size()));
    return lines;
  }

  private String row(Incident incident, Optional<RaisedAlert> alert) {
    return String.format(
        Locale.ROOT,
        "  %s  %d min  %-14s %-3s %-15s %s",
        MINUTE.format(begin(incident)),
        incident.length(),
        incident.kind().word(),
        incident.country(),
        incident.adFormat(),
        alert
            .map(a -> "found at " + MINUTE.format(a.windowEnd()) + ", " + a.severity())
            .orElse("not found"));
  }

  private Instant begin(Incident incident) {
    return start.plusSeconds(60L * incident.minute());
  }
}
