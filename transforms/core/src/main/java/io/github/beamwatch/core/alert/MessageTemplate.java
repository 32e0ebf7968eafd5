package io.github.beamwatch.core.alert;

import io.github.beamwatch.core.detect.Verdict;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence with placeholders: {@code {metric}}, {@code {labels}}, {@code {value}} (every digit),
 * {@code {current}}, {@code {expected}}, {@code {deviation}}, {@code {samples}}, {@code {window}},
 * {@code {rule}}, and every label by its name, such as {@code {country}}.
 */
public final class MessageTemplate implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The placeholders that every message has, beside the names of its labels. */
  public static final List<String> PLACEHOLDERS =
      List.of(
          "metric",
          "labels",
          "value",
          "current",
          "expected",
          "deviation",
          "samples",
          "window",
          "rule");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_.-]*)}");

  private final String text;

  private MessageTemplate(String text) {
    this.text = text;
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException with one sentence where a placeholder is neither known nor a
   *     label
   */
  public static MessageTemplate of(String text, List<String> labelNames) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(1);
      if (!PLACEHOLDERS.contains(name) && !labelNames.contains(name)) {
        List<String> known = new ArrayList<>(PLACEHOLDERS);
        known.addAll(labelNames);
        throw new IllegalArgumentException(
            "the message has an unknown placeholder {"
                + name
                + "}; there are {"
                + String.join("}, {", known)
                + "}");
      }
    }
    return new MessageTemplate(text);
  }

  String fill(Verdict verdict, Map<String, String> labels) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(value(match.group(1), verdict, labels)));
  }

  private static String value(String name, Verdict verdict, Map<String, String> labels) {
    return switch (name) {
      case "metric" -> verdict.metric();
      case "labels" -> Wording.labels(labels);
      case "value" -> Double.toString(verdict.value());
      case "current" -> Wording.number(verdict.value());
      case "expected" -> Wording.number(verdict.expected());
      case "deviation" -> Wording.percent(verdict.deviationPercent());
      case "samples" -> Long.toString(verdict.samples());
      case "window" -> Wording.span(verdict.windowStart(), verdict.windowEnd());
      case "rule" -> verdict.rule();
      default -> labels.getOrDefault(name, "");
    };
  }
}
