package io.github.beamwatch.core.delivery;

import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import io.github.beamwatch.core.spec.Severity;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Alerts of tests. */
final class Alerts {

  static final Instant START = Instant.parse("2025-12-17T08:16:00Z");

  private Alerts() {}

  static Alert alert(String id, AlertStatus status, Severity severity, Map<String, String> labels) {
    return at(id, status, severity, labels, START);
  }

  static Alert at(
      String id, AlertStatus status, Severity severity, Map<String, String> labels, Instant start) {
    return new Alert(
        id,
        status,
        "ctr_drop",
        severity,
        "ads",
        "1",
        new TreeMap<>(labels),
        "ctr",
        2.13,
        9.07,
        -76.5,
        0.2,
        "ema_ratio",
        start,
        start.plusSeconds(60),
        start,
        null,
        1,
        "ctr \"fell\"",
        94);
  }
}
