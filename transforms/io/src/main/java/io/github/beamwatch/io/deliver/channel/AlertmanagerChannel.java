package io.github.beamwatch.io.deliver.channel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.alert.Wording;
import io.github.beamwatch.core.delivery.AlertText;
import io.github.beamwatch.core.spec.delivery.AlertmanagerSpec;
import io.github.beamwatch.io.http.HttpEndpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prometheus Alertmanager, which groups, silences, inhibits and sends by its own routes. An alert
 * is told by its labels: those of the series, {@code alertname}, {@code severity}, {@code pipeline}
 * and {@code alert_id}. An end is told by the same labels and {@code endsAt}.
 *
 * <p>Alertmanager resolves an alert by itself five minutes after it was last told of it, unless it
 * is given an end. A firing one is therefore given one far away.
 */
final class AlertmanagerChannel extends HttpChannel {

  private static final int BATCH = 64;
  private static final String PATH = "/api/v2/alerts";

  private final Duration expireAfter;
  private final @Nullable String generatorUrl;

  AlertmanagerChannel(AlertmanagerSpec spec, Duration timeout) {
    super(endpoint(spec), timeout, PATH);
    this.expireAfter = spec.expireAfter();
    this.generatorUrl = spec.generatorUrl();
  }

  private static HttpEndpoint endpoint(AlertmanagerSpec spec) {
    HttpEndpoint endpoint = HttpEndpoint.of(spec.url());
    return spec.username() == null || spec.password() == null
        ? endpoint
        : endpoint.withBasicAuth(spec.username(), spec.password());
  }

  @Override
  public int batch() {
    return BATCH;
  }

  @Override
  byte[] body(List<Letter> alerts) {
    Instant now = Instant.now();
    ArrayNode list = Json.array();
    alerts.forEach(letter -> list.add(alert(letter.alert(), now, expireAfter, generatorUrl)));
    return Json.bytes(list);
  }

  static ObjectNode alert(
      Alert alert, Instant now, Duration expireAfter, @Nullable String generatorUrl) {
    ObjectNode json = Json.object();
    ObjectNode labels = json.putObject("labels");
    alert.labels().forEach((name, value) -> labels.put(labelName(name), value));
    labels.put("alertname", alert.alertType());
    labels.put("severity", AlertText.severity(alert.severity()));
    labels.put("pipeline", alert.pipeline());
    labels.put("alert_id", alert.alertId());
    ObjectNode annotations = json.putObject("annotations");
    annotations.put("summary", AlertText.title(List.of(alert)));
    annotations.put("description", alert.message());
    annotations.put("metric", alert.metricName());
    annotations.put("current", Wording.number(alert.currentValue()));
    annotations.put("expected", Wording.number(alert.expectedValue()));
    annotations.put("deviation", AlertText.deviation(alert));
    json.put("startsAt", alert.startsAt().toString());
    json.put("endsAt", end(alert, now, expireAfter).toString());
    if (generatorUrl != null) {
      json.put("generatorURL", generatorUrl);
    }
    return json;
  }

  /** An end in the future would not resolve it yet, and one before its start is refused. */
  private static Instant end(Alert alert, Instant now, Duration expireAfter) {
    return switch (alert.status()) {
      case FIRING -> now.plus(expireAfter);
      case RESOLVED -> {
        Instant told = alert.endsAt() == null ? alert.windowEnd() : alert.endsAt();
        Instant end = told.isAfter(now) ? now : told;
        yield end.isAfter(alert.startsAt()) ? end : alert.startsAt().plusMillis(1);
      }
    };
  }

  /** Of letters, digits and underscores, no digit first. */
  private static String labelName(String name) {
    String legal = name.replaceAll("[^A-Za-z0-9_]", "_");
    return legal.isEmpty() || Character.isDigit(legal.charAt(0)) ? "_" + legal : legal;
  }
}
