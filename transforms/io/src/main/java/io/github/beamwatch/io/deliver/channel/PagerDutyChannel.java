package io.github.beamwatch.io.deliver.channel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.delivery.AlertText;
import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import io.github.beamwatch.core.spec.Secret;
import io.github.beamwatch.core.spec.delivery.PagerDutySpec;
import io.github.beamwatch.io.http.HttpEndpoint;
import java.time.Duration;
import java.util.List;

/**
 * PagerDuty's Events API v2: an alert that fires triggers an incident under its id, and its end
 * resolves that. An event that is sent twice changes nothing, as its key is the same.
 */
final class PagerDutyChannel extends HttpChannel {

  private static final int MOST_SUMMARY = 1_024;

  private final Secret routingKey;

  PagerDutyChannel(PagerDutySpec spec, Duration timeout) {
    super(HttpEndpoint.of(spec.url()), timeout, "");
    this.routingKey = spec.routingKey();
  }

  @Override
  byte[] body(List<Letter> alerts) {
    return Json.bytes(event(alerts.get(0)).put("routing_key", routingKey.reveal()));
  }

  /** The event without the key. */
  static ObjectNode event(Letter letter) {
    Alert alert = letter.alert();
    ObjectNode event = Json.object();
    event.put("dedup_key", alert.alertId());
    if (alert.status() == AlertStatus.RESOLVED) {
      return event.put("event_action", "resolve");
    }
    event.put("event_action", "trigger").put("client", "Beamwatch");
    ObjectNode payload = event.putObject("payload");
    payload.put("summary", SlackMessage.cut(alert.message(), MOST_SUMMARY));
    payload.put("source", AlertText.labels(alert));
    payload.put("severity", severity(alert));
    payload.put("timestamp", alert.startsAt().toString());
    payload.put("component", alert.metricName());
    payload.put("group", alert.pipeline());
    payload.put("class", alert.alertType());
    payload.set("custom_details", Json.read(letter.json()));
    return event;
  }

  /** PagerDuty's four words. */
  private static String severity(Alert alert) {
    return switch (alert.severity()) {
      case LOW -> "info";
      case MEDIUM -> "warning";
      case HIGH -> "error";
      case CRITICAL -> "critical";
    };
  }
}
