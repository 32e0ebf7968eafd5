package io.github.beamwatch.pipelines.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the comparison needs of an alert that fired.
 *
 * @param type the rule
 * @param country the series
 * @param adFormat the series
 * @param windowStart the evaluated window
 * @param severity how bad
 */
record RaisedAlert(
    String type, String country, String adFormat, Instant windowStart, String severity) {

  /** Reads the alerts that a run has written into a folder. */
  static List<RaisedAlert> readAll(Path folder) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<RaisedAlert> alerts = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "alerts*.jsonl")) {
      for (Path file : files) {
        for (String line : Files.readAllLines(file)) {
          JsonNode alert = json.readTree(line);
          if (alert.path("status").asText().equals("firing")) {
            alerts.add(of(alert));
          }
        }
      }
    }
    return alerts;
  }

  private static RaisedAlert of(JsonNode alert) {
    JsonNode labels = alert.path("labels");
    return new RaisedAlert(
        alert.path("alert_type").asText(),
        labels.path("country").asText(),
        labels.path("ad_format").asText(),
        Instant.parse(alert.path("window_start").asText()),
        alert.path("severity").asText());
  }
}
