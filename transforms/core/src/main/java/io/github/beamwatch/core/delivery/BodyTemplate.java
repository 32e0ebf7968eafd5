package io.github.beamwatch.core.delivery;

import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.alert.Wording;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A webhook's body with placeholders: {@code {alerts}} is the list of all alerts as JSON and {@code
 * {count}} their number; {@code {title}} and {@code {text}} are sentences about all of them; every
 * other one is a field of the first alert, {@code {labels.NAME}} one of its labels. Texts are
 * escaped for the inside of a JSON string. Braces that hold anything else stay as they are.
 */
public final class BodyTemplate implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The placeholders, beside {@code labels.NAME}. */
  public static final List<String> PLACEHOLDERS =
      List.of(
          "alerts",
          "count",
          "title",
          "text",
          "alert_id",
          "status",
          "alert_type",
          "severity",
          "pipeline",
          "spec_version",
          "labels",
          "metric_name",
          "current_value",
          "expected_value",
          "deviation_percent",
          "score",
          "detector",
          "window_start",
          "window_end",
          "alert_time",
          "starts_at",
          "ends_at",
          "occurrences",
          "message",
          "samples");

  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z0-9_.-]+)?)}");
  private static final String LABEL = "labels.";

  private final String text;

  private BodyTemplate(String text) {
    this.text = text;
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException with one sentence where a placeholder is not known
   */
  public static BodyTemplate of(String text) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(1);
      if (!PLACEHOLDERS.contains(name) && !name.startsWith(LABEL)) {
        throw new IllegalArgumentException(
            "has an unknown placeholder {"
                + name
                + "}; there are {"
                + String.join("}, {", PLACEHOLDERS)
                + "} and {labels.NAME}");
      }
    }
    return new BodyTemplate(text);
  }

  /** The body for these alerts, whose JSON list is given. */
  public String fill(List<Alert> alerts, String json) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(value(match.group(1), alerts, json)));
  }

  private static String value(String name, List<Alert> alerts, String json) {
    Alert first = alerts.get(0);
    if (name.startsWith(LABEL)) {
      return escape(first.labels().getOrDefault(name.substring(LABEL.length()), ""));
    }
    return switch (name) {
      case "alerts" -> json;
      case "count" -> Integer.toString(alerts.size());
      case "title" -> escape(AlertText.title(alerts));
      case "text" ->
          escape(
              alerts.size() == 1
                  ? first.message()
                  : String.join("\n", alerts.stream().map(AlertText::line).toList()));
      case "alert_id" -> escape(first.alertId());
      case "status" -> AlertText.status(first);
      case "alert_type" -> escape(first.alertType());
      case "severity" -> AlertText.severity(first.severity());
      case "pipeline" -> escape(first.pipeline());
      case "spec_version" -> escape(first.specVersion());
      case "labels" -> escape(Wording.labels(first.labels()));
      case "metric_name" -> escape(first.metricName());
      case "current_value" -> number(first.currentValue());
      case "expected_value" -> number(first.expectedValue());
      case "deviation_percent" -> number(first.deviationPercent());
      case "score" -> number(first.score());
      case "detector" -> escape(first.detector());
      case "window_start" -> first.windowStart().toString();
      case "window_end" -> first.windowEnd().toString();
      case "alert_time" -> first.alertTime().toString();
      case "starts_at" -> first.startsAt().toString();
      case "ends_at" -> first.endsAt() == null ? "" : first.endsAt().toString();
      case "occurrences" -> Long.toString(first.occurrences());
      case "samples" -> Long.toString(first.samples());
      default -> escape(first.message());
    };
  }

  private static String number(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "null";
  }

  private static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.toString();
  }
}
