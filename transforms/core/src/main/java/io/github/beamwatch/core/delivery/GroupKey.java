package io.github.beamwatch.core.delivery;

import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.spec.delivery.GroupSpec;
import java.util.List;
import java.util.Locale;

/** What alerts of one message have in common, as one text. */
public final class GroupKey {

  /** The fields that a group can go by; every other name is that of a label. */
  public static final List<String> FIELDS =
      List.of("alert_type", "severity", "pipeline", "metric_name", "window_end");

  private GroupKey() {}

  /**
   * The group of an alert. Its status always belongs to it: a message tells of what began or of
   * what ended.
   */
  public static String of(Alert alert, GroupSpec group) {
    StringBuilder key = new StringBuilder(alert.status().name());
    for (String name : group.by()) {
      String value = value(alert, name);
      key.append(';').append(value.length()).append(':').append(value);
    }
    return key.toString();
  }

  private static String value(Alert alert, String name) {
    return switch (name) {
      case "alert_type" -> alert.alertType();
      case "severity" -> alert.severity().name().toLowerCase(Locale.ROOT);
      case "pipeline" -> alert.pipeline();
      case "metric_name" -> alert.metricName();
      case "window_end" -> alert.windowEnd().toString();
      default -> alert.labels().getOrDefault(name, "");
    };
  }
}
