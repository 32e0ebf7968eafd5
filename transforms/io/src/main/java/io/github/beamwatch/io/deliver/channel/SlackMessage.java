package io.github.beamwatch.io.deliver.channel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.alert.Wording;
import io.github.beamwatch.core.delivery.AlertText;
import java.util.List;

/**
 * A Slack message in Block Kit: a header with a sign of the severity; of one alert its sentence and
 * its fields, of several a list; a footer with id and type. Slack refuses a message that breaks one
 * of its limits, so texts are cut to them.
 */
final class SlackMessage {

  static final int MOST_HEADER = 150;
  static final int MOST_FIELD = 2_000;
  static final int MOST_TEXT = 3_000;

  /** Of the 50 blocks of a message, header and footer take two. */
  static final int MOST_LIST_BLOCKS = 20;

  private static final String MARKDOWN = "mrkdwn";

  private SlackMessage() {}

  static ObjectNode of(List<Alert> unordered) {
    List<Alert> alerts = AlertText.inOrder(unordered);
    String title = AlertText.emoji(alerts) + " " + AlertText.title(alerts);
    ObjectNode message = Json.object();
    // What a notification shows.
    message.put("text", cut(escape(title), MOST_TEXT));
    ArrayNode blocks = message.putArray("blocks");
    ObjectNode header = blocks.addObject().put("type", "header").putObject("text");
    header.put("type", "plain_text").put("text", cut(title, MOST_HEADER)).put("emoji", true);
    if (alerts.size() == 1) {
      one(alerts.get(0), blocks);
    } else {
      several(alerts, blocks);
    }
    return message;
  }

  private static void one(Alert alert, ArrayNode blocks) {
    text(blocks, cut(escape(alert.message()), MOST_TEXT));
    ArrayNode fields = blocks.addObject().put("type", "section").putArray("fields");
    field(fields, "Labels", AlertText.labels(alert));
    field(fields, "Metric", alert.metricName().isEmpty() ? "unknown" : alert.metricName());
    field(fields, "Severity", AlertText.severity(alert.severity()));
    field(fields, "Current", Wording.number(alert.currentValue()));
    field(fields, "Expected", Wording.number(alert.expectedValue()));
    field(fields, "Deviation", AlertText.deviation(alert));
    field(fields, "Time", AlertText.time(alert));
    footer(blocks, alert.alertId() + "  ·  " + alert.alertType() + pipeline(alert));
  }

  private static void several(List<Alert> alerts, ArrayNode blocks) {
    StringBuilder lines = new StringBuilder();
    int listed = 0;
    int texts = 0;
    for (Alert alert : alerts) {
      String line = "• " + cut(escape(AlertText.line(alert)), MOST_TEXT / 4) + "\n";
      if (lines.length() + line.length() > MOST_TEXT) {
        text(blocks, lines.toString());
        lines.setLength(0);
        if (++texts == MOST_LIST_BLOCKS) {
          break;
        }
      }
      lines.append(line);
      listed++;
    }
    if (!lines.isEmpty()) {
      text(blocks, lines.toString());
    }
    if (listed < alerts.size()) {
      text(blocks, "_and " + (alerts.size() - listed) + " more_");
    }
    Alert first = alerts.get(0);
    footer(
        blocks,
        AlertText.time(first)
            + "  ·  "
            + first.alertType()
            + pipeline(first)
            + "  ·  first id "
            + first.alertId());
  }

  private static String pipeline(Alert alert) {
    return alert.pipeline().isEmpty() ? "" : "  ·  " + alert.pipeline();
  }

  private static void text(ArrayNode blocks, String markdown) {
    ObjectNode text = blocks.addObject().put("type", "section").putObject("text");
    text.put("type", MARKDOWN).put("text", markdown);
  }

  private static void field(ArrayNode fields, String name, String value) {
    String text = "*" + name + "*\n" + cut(escape(value), MOST_FIELD - name.length() - 3);
    fields.addObject().put("type", MARKDOWN).put("text", text);
  }

  private static void footer(ArrayNode blocks, String text) {
    ArrayNode elements = blocks.addObject().put("type", "context").putArray("elements");
    elements.addObject().put("type", MARKDOWN).put("text", cut(escape(text), MOST_FIELD));
  }

  /** The three signs that Slack reads as its own; everything else may stand as it is. */
  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Never in the middle of a sign of two units or of an escape. */
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most - 1;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    int escape = text.lastIndexOf('&', end - 1);
    if (escape >= 0 && escape > end - 5 && text.indexOf(';', escape) >= end) {
      end = escape;
    }
    return text.substring(0, end) + "…";
  }
}
