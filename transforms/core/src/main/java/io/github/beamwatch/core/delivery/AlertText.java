package io.github.beamwatch.core.delivery;

import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.alert.Wording;
import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import io.github.beamwatch.core.spec.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What messages say of alerts, in words that are the same on every channel. */
public final class AlertText {

  private AlertText() {}

  /** The worst first, then by labels: the order in which a message lists alerts. */
  public static List<Alert> inOrder(List<Alert> alerts) {
    return alerts.stream()
        .sorted(
            Comparator.comparing(Alert::severity)
                .reversed()
                .thenComparing(AlertText::labels)
                .thenComparing(Alert::alertId))
        .toList();
  }

  /** {@code High: ctr_drop of country=US}; {@code Resolved: ctr_drop, 12 series}. */
  public static String title(List<Alert> alerts) {
    Alert first = alerts.get(0);
    String word =
        first.status() == AlertStatus.RESOLVED ? "Resolved" : capital(severity(worst(alerts)));
    boolean oneRule =
        alerts.stream().allMatch(alert -> alert.alertType().equals(first.alertType()));
    if (alerts.size() == 1) {
      return word
          + ": "
          + first.alertType()
          + (first.labels().isEmpty() ? "" : " of " + labels(first));
    }
    return word
        + ": "
        + (oneRule
            ? first.alertType() + ", " + alerts.size() + " series"
            : alerts.size() + " alerts");
  }

  /** The worst severity among them. */
  public static Severity worst(List<Alert> alerts) {
    return alerts.stream().map(Alert::severity).max(Comparator.naturalOrder()).orElseThrow();
  }

  /** A sign that is seen before anything is read. */
  public static String emoji(List<Alert> alerts) {
    if (alerts.get(0).status() == AlertStatus.RESOLVED) {
      return "✅";
    }
    return switch (worst(alerts)) {
      case LOW -> "🔵";
      case MEDIUM -> "🟡";
      case HIGH -> "🟠";
      case CRITICAL -> "🔴";
    };
  }

  /** {@code country=US, ad_format=banner}; {@code all} for the series without labels. */
  public static String labels(Alert alert) {
    return alert.labels().isEmpty() ? "all" : Wording.labels(alert.labels());
  }

  /** {@code high}. */
  public static String severity(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  /** {@code firing}. */
  public static String status(Alert alert) {
    return alert.status().name().toLowerCase(Locale.ROOT);
  }

  /** {@code −76.5 %}; "unknown" where there is none. */
  public static String deviation(Alert alert) {
    String percent = Wording.percent(alert.deviationPercent());
    return alert.deviationPercent() > 0 ? "+" + percent : percent.replace('-', '−');
  }

  /** {@code 2025-12-17 08:16–08:17 UTC}. */
  public static String time(Alert alert) {
    long start = alert.windowStart().toEpochMilli();
    long end = alert.windowEnd().toEpochMilli();
    String span = Wording.span(start, end);
    return span.indexOf('-') > 0
        ? span
        : alert.windowStart().toString().substring(0, 10) + " " + span;
  }

  /** {@code country=US: ctr 2.13, expected 9.07 (−76.5 %)}: one line of a list. */
  public static String line(Alert alert) {
    StringBuilder line = new StringBuilder(labels(alert)).append(": ").append(alert.metricName());
    if (Double.isFinite(alert.currentValue())) {
      line.append(' ').append(Wording.number(alert.currentValue()));
    }
    if (Double.isFinite(alert.expectedValue())) {
      line.append(", expected ").append(Wording.number(alert.expectedValue()));
    }
    if (Double.isFinite(alert.deviationPercent())) {
      line.append(" (").append(deviation(alert)).append(')');
    }
    return line.toString();
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
