package io.github.beamwatch.core.delivery;

import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The names under which it is remembered what was sent. */
public final class DeliveryKey {

  private DeliveryKey() {}

  /** Of one message: an alert in one state, on one channel. The same for every copy of it. */
  public static String ofMessage(String channel, Alert alert) {
    return message(channel, alert.alertId(), alert.status());
  }

  /** Of the message that told of the alert's beginning. */
  public static String ofFiring(String channel, Alert alert) {
    return message(channel, alert.alertId(), AlertStatus.FIRING);
  }

  private static String message(String channel, String alertId, AlertStatus status) {
    return "sent:" + channel + ":" + alertId + ":" + status.name().toLowerCase(Locale.ROOT);
  }

  /** Of what a cooldown holds back: a rule and labels, on one channel, whatever the pipeline. */
  public static String ofCooldown(String channel, Alert alert) {
    StringBuilder name = new StringBuilder();
    append(name, alert.alertType());
    for (Map.Entry<String, String> label : alert.labels().entrySet()) {
      append(name, label.getKey());
      append(name, label.getValue());
    }
    byte[] bytes = name.toString().getBytes(StandardCharsets.UTF_8);
    return "quiet:" + channel + ":" + UUID.nameUUIDFromBytes(bytes);
  }

  /** With its length, so that no two lists of texts make the same name. */
  private static void append(StringBuilder name, String text) {
    name.append(text.length()).append(':').append(text).append(';');
  }
}
