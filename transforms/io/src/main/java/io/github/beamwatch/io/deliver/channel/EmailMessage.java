package io.github.beamwatch.io.deliver.channel;

import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.alert.Wording;
import io.github.beamwatch.core.delivery.AlertText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The words of a mail.
 *
 * @param id the same for the same alerts in the same state, so that mail systems know a copy
 * @param subject one line
 * @param text for those who read text
 * @param html for those who do not
 */
record EmailMessage(String id, String subject, String text, String html) {

  static final int MOST_LISTED = 200;

  static EmailMessage of(List<Alert> unordered) {
    List<Alert> alerts = AlertText.inOrder(unordered);
    String subject = AlertText.title(alerts).replaceAll("\\p{Cntrl}", " ");
    return new EmailMessage(id(alerts), subject, text(alerts), html(subject, alerts));
  }

  private static String id(List<Alert> alerts) {
    String all =
        alerts.stream()
            .map(alert -> alert.alertId() + AlertText.status(alert))
            .collect(Collectors.joining(";"));
    return "<" + UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)) + "@beamwatch>";
  }

  private static String text(List<Alert> alerts) {
    StringBuilder text = new StringBuilder();
    for (Alert alert : alerts.subList(0, Math.min(MOST_LISTED, alerts.size()))) {
      text.append(alert.message()).append('\n');
      row(text, "Labels", AlertText.labels(alert));
      row(text, "Metric", alert.metricName());
      row(text, "Severity", AlertText.severity(alert.severity()));
      row(text, "Current", Wording.number(alert.currentValue()));
      row(text, "Expected", Wording.number(alert.expectedValue()));
      row(text, "Deviation", AlertText.deviation(alert));
      row(text, "Time", AlertText.time(alert));
      row(text, "Id", alert.alertId());
      row(text, "Type", alert.alertType());
      text.append('\n');
    }
    return more(alerts).isEmpty() ? text.toString() : text + more(alerts) + "\n";
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append("  ").append(name).append(": ").append(value).append('\n');
  }

  private static String html(String subject, List<Alert> alerts) {
    StringBuilder html = new StringBuilder("<html><body>\n<h3>");
    html.append(escape(AlertText.emoji(alerts) + " " + subject)).append("</h3>\n");
    html.append("<table border=\"1\" cellspacing=\"0\" cellpadding=\"4\">\n<tr>");
    for (String name :
        List.of("Labels", "Metric", "Severity", "Current", "Expected", "Deviation", "Time")) {
      html.append("<th align=\"left\">").append(name).append("</th>");
    }
    html.append("</tr>\n");
    for (Alert alert : alerts.subList(0, Math.min(MOST_LISTED, alerts.size()))) {
      html.append("<tr>");
      for (String value :
          List.of(
              AlertText.labels(alert),
              alert.metricName(),
              AlertText.severity(alert.severity()),
              Wording.number(alert.currentValue()),
              Wording.number(alert.expectedValue()),
              AlertText.deviation(alert),
              AlertText.time(alert))) {
        html.append("<td>").append(escape(value)).append("</td>");
      }
      html.append("</tr>\n<tr><td colspan=\"7\">").append(escape(alert.message()));
      html.append("<br><small>").append(escape(alert.alertId() + " · " + alert.alertType()));
      html.append("</small></td></tr>\n");
    }
    html.append("</table>\n<p>").append(more(alerts)).append("</p></body></html>\n");
    return html.toString();
  }

  private static String more(List<Alert> alerts) {
    return alerts.size() > MOST_LISTED ? "and " + (alerts.size() - MOST_LISTED) + " more" : "";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
