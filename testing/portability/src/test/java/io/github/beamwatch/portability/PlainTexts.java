package io.github.beamwatch.portability;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.beamwatch.fixtures.AlertFiles;
import io.github.beamwatch.fixtures.PlainAlert;
import io.github.beamwatch.fixtures.PlainRules;
import io.github.beamwatch.fixtures.PlainWindow;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Brings what the oracle says and what a run wrote to the same texts, every number in full: where
 * these are equal, the values are.
 */
final class PlainTexts {

  /** The metric that each plain rule looks at. */
  private static final Map<String, String> METRIC_OF_RULE =
      Map.of(
          "ctr_drop", "ctr",
          "ctr_spike", "ctr",
          "traffic_spike", "impressions",
          "revenue_drop", "ecpm");

  private PlainTexts() {}

  static List<String> alerts(PlainRules.Outcome oracle) {
    return oracle.alerts().stream().map(PlainAlert::toString).toList();
  }

  static List<String> alerts(Collection<String> lines) {
    return lines.stream()
        .map(
            line -> {
              try {
                return AlertFiles.alert(line).toString();
              } catch (IOException e) {
                throw new AssertionError("not an alert: " + line, e);
              }
            })
        .toList();
  }

  static List<String> windows(PlainRules.Outcome oracle) {
    return oracle.windows().stream()
        .map(window -> window + " ctr=" + window.ctr() + " ecpm=" + window.ecpm())
        .toList();
  }

  static List<String> windows(Collection<String> lines) {
    List<String> windows = new ArrayList<>();
    for (String line : lines) {
      JsonNode point = Results.json(line);
      JsonNode measures = point.required("measures");
      JsonNode metrics = point.required("metrics");
      PlainWindow window =
          new PlainWindow(
              Instant.parse(point.required("window_start").textValue()),
              series(point),
              exactLong(measures.required("impressions")),
              exactLong(measures.required("clicks")),
              measures.required("revenue").doubleValue());
      windows.add(
          window
              + " ctr="
              + metrics.required("ctr").doubleValue()
              + " ecpm="
              + metrics.required("ecpm").doubleValue());
    }
    return windows;
  }

  /** One line for each rule and window, with the value that the rule has to look at. */
  static List<String> scoredValues(PlainRules.Outcome oracle) {
    List<String> values = new ArrayList<>();
    for (PlainWindow window : oracle.windows()) {
      METRIC_OF_RULE.forEach(
          (rule, metric) ->
              values.add(
                  scoredValue(
                      window.start(), window.series(), rule, metric, value(window, metric))));
    }
    return values;
  }

  static List<String> scoredValues(Collection<String> lines) {
    return lines.stream()
        .map(Results::json)
        .map(
            score ->
                scoredValue(
                    Instant.parse(score.required("window_start").textValue()),
                    series(score),
                    score.required("rule").textValue(),
                    score.required("metric_name").textValue(),
                    score.required("value").doubleValue()))
        .toList();
  }

  /** The bytes of the bad lines, in base64. */
  static List<String> badLines(Collection<byte[]> lines) {
    return lines.stream().map(Base64.getEncoder()::encodeToString).toList();
  }

  /** The payloads of dead letters of this reason, or of all but this, in base64. */
  static List<String> payloads(Collection<String> lines, String reason, boolean ofThatReason) {
    return lines.stream()
        .map(Results::json)
        .filter(letter -> letter.required("reason").textValue().equals(reason) == ofThatReason)
        .map(PlainTexts::payload)
        .toList();
  }

  private static String payload(JsonNode letter) {
    String payload = letter.required("payload").textValue();
    return letter.required("payload_encoding").textValue().equals("base64")
        ? payload
        : Base64.getEncoder()
            .encodeToString(payload.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static double value(PlainWindow window, String metric) {
    return switch (metric) {
      case "ctr" -> window.ctr();
      case "ecpm" -> window.ecpm();
      default -> window.impressions();
    };
  }

  private static String scoredValue(
      Instant start, PlainRules.Series series, String rule, String metric, double value) {
    return "%s %s %s %s=%s".formatted(start, series, rule, metric, value);
  }

  private static PlainRules.Series series(JsonNode record) {
    JsonNode labels = record.required("labels");
    return new PlainRules.Series(
        labels.required("country").textValue(), labels.required("ad_format").textValue());
  }

  private static long exactLong(JsonNode number) {
    if (number.doubleValue() != number.longValue()) {
      throw new AssertionError(number + " is a count, but not a whole number");
    }
    return number.longValue();
  }
}
