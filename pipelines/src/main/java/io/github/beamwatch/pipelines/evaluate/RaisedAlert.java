package io.github.beamwatch.pipelines.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.pipelines.UserException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the comparison needs of an alert that fired.
 *
 * @param rule the rule
 * @param labels the series
 * @param windowStart the evaluated window
 * @param windowEnd its end, when the alert fired
 * @param severity how bad
 */
public record RaisedAlert(
    String rule,
    SortedMap<String, String> labels,
    Instant windowStart,
    Instant windowEnd,
    String severity) {

  /**
   * Reads the alerts in a file of JSON lines, or in those that a run has written into a folder.
   *
   * @throws UserException where a line is no alert
   */
  public static List<RaisedAlert> readAll(Path source) throws IOException {
    List<RaisedAlert> alerts = new ArrayList<>();
    if (Files.isDirectory(source)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(source, "alerts*.jsonl")) {
        for (Path file : files) {
          read(file, alerts);
        }
      }
    } else {
      read(source, alerts);
    }
    return alerts;
  }

  private static void read(Path file, List<RaisedAlert> alerts) throws IOException {
    ObjectMapper json = new ObjectMapper();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        JsonNode alert = json.readTree(line);
        if (alert.path("status").asText().equals("firing")) {
          alerts.add(of(alert));
        }
      } catch (JsonProcessingException | DateTimeException e) {
        throw new UserException("%s line %d is no alert".formatted(file, number));
      }
    }
  }

  private static RaisedAlert of(JsonNode alert) {
    SortedMap<String, String> labels = new TreeMap<>();
    alert
        .path("labels")
        .fields()
        .forEachRemaining(label -> labels.put(label.getKey(), label.getValue().asText()));
    return new RaisedAlert(
        alert.path("alert_type").asText(),
        labels,
        Instant.parse(alert.path("window_start").asText()),
        Instant.parse(alert.path("window_end").asText()),
        alert.path("severity").asText());
  }

  /**
   * Whether this alert names an incident: it has its rule and series, and its window overlaps the
   * incident or begins where that ends, as what is wrong is often seen a window later.
   */
  public boolean names(LabelledIncident incident) {
    return incident.concerns(rule)
        && (!windowStart.isBefore(incident.start()) || windowEnd.isAfter(incident.start()))
        && !windowStart.isAfter(incident.end())
        && incident.strikes(labels);
  }
}
