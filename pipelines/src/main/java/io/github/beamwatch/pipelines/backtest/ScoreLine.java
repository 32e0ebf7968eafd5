package io.github.beamwatch.pipelines.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.pipelines.evaluate.RaisedAlert;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One line of a run's {@code scores*.jsonl}: what a rule said of a window. Numbers that there are
 * not are NaN.
 *
 * @param labels the series
 * @param rule the rule's name
 * @param start of the window
 * @param end of the window; the start where every event is a point
 * @param kind the verdict
 * @param value of the metric; NaN for a rule over several
 * @param expected by the baseline or the detector
 * @param score in the detector's unit
 * @param lower end of the band; infinite where no value is too low, NaN where there is no band
 * @param upper end of the band
 * @param alert what the window did to the rule's alert, also in shadow; null for nothing
 * @param severity of that alert
 */
record ScoreLine(
    SortedMap<String, String> labels,
    String rule,
    Instant start,
    Instant end,
    Kind kind,
    double value,
    double expected,
    double score,
    double lower,
    double upper,
    @Nullable AlertStatus alert,
    String severity) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads the lines of a folder one by one, file by file in the order of their names. */
  static void readAll(Path folder, Consumer<ScoreLine> consumer) throws IOException {
    for (Path file : files(folder, "scores")) {
      try (BufferedReader lines = Files.newBufferedReader(file)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          consumer.accept(parse(line));
        }
      }
    }
  }

  /** The result files of one kind, by name. */
  static List<Path> files(Path folder, String kind) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, kind + "-*.jsonl")) {
      found.forEach(files::add);
    }
    Collections.sort(files);
    return files;
  }

  static ScoreLine parse(String line) throws JsonProcessingException {
    JsonNode json = JSON.readTree(line);
    SortedMap<String, String> labels = new TreeMap<>();
    json.path("labels")
        .fields()
        .forEachRemaining(label -> labels.put(label.getKey(), label.getValue().asText()));
    String alert = json.path("alert").asText();
    return new ScoreLine(
        labels,
        json.path("rule").asText(),
        Instant.parse(json.path("window_start").asText()),
        Instant.parse(json.path("window_end").asText()),
        Kind.valueOf(json.path("verdict").asText()),
        number(json, "value", Double.NaN),
        number(json, "expected", Double.NaN),
        number(json, "score", Double.NaN),
        number(json, "lower", Double.NEGATIVE_INFINITY),
        number(json, "upper", Double.POSITIVE_INFINITY),
        alert.isEmpty() ? null : AlertStatus.valueOf(alert.toUpperCase(Locale.ROOT)),
        json.path("severity").asText());
  }

  private static double number(JsonNode json, String name, double ifNull) {
    JsonNode number = json.path(name);
    return number.isNumber() ? number.doubleValue() : number.isNull() ? ifNull : Double.NaN;
  }

  boolean fires() {
    return alert == AlertStatus.FIRING;
  }

  RaisedAlert asAlert() {
    return new RaisedAlert(rule, labels, start, end, severity);
  }
}
