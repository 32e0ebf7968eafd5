package io.github.beamwatch.beam.alert;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.LatencyHistogram;
import io.github.beamwatch.beam.RunProgress;
import io.github.beamwatch.beam.log.JobLog;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.alert.AlertFactory;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the alerts that verdicts call for, and counts them. */
public final class AlertRaiser implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final JobLog LOG = JobLog.of(RaiseAlerts.class);

  /** How old stored data is says nothing about the job. */
  private final boolean timed;

  private final LatencyHistogram latency = LatencyHistogram.named(Counters.ALERT_LATENCY);

  /** Measures how long alerts take where {@code timed}. */
  public AlertRaiser(boolean timed) {
    this.timed = timed;
  }

  /** The alert to send; empty where there is none. */
  public Optional<Alert> raise(AlertFactory factory, Verdict verdict) {
    if (verdict.transition() == null) {
      return Optional.empty();
    }
    boolean firing = verdict.transition().status() == AlertStatus.FIRING;
    if (factory.isShadow(verdict)) {
      if (firing) {
        Counters.countAlert(Counters.ALERTS_SHADOW, verdict.rule());
      }
      return Optional.empty();
    }
    Counters.countAlert(firing ? Counters.ALERTS_FIRING : Counters.ALERTS_RESOLVED, verdict.rule());
    if (timed) {
      latency.recordMillis(System.currentTimeMillis() - verdict.windowEnd());
    }
    RunProgress.addAlert();
    Optional<Alert> alert = factory.alert(verdict);
    alert.ifPresent(AlertRaiser::log);
    return alert;
  }

  private static void log(Alert alert) {
    LOG.info(
        "alert",
        alert.message(),
        JobLog.SPEC_VERSION,
        alert.specVersion(),
        JobLog.SERIES,
        series(alert),
        "alert_id",
        alert.alertId(),
        "rule",
        alert.alertType(),
        "status",
        alert.status().name().toLowerCase(Locale.ROOT));
  }

  private static String series(Alert alert) {
    return alert.labels().entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(", "));
  }
}
