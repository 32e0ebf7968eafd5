package io.github.beamwatch.beam.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.alert.AlertFactory;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.detect.Verdict.Transition;
import io.github.beamwatch.core.series.SeriesKey;
import io.github.beamwatch.core.spec.Severity;
import io.github.beamwatch.fixtures.pipeline.AdSpec;
import io.github.beamwatch.fixtures.pipeline.DirectRun;
import io.github.beamwatch.fixtures.pipeline.Kept;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;

class RaiseAlertsTest {

  private static final long OPENED = Instant.parse("2025-12-17T08:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;

  @Test
  void onlyVerdictsThatChangeAnAlertRaiseOne() {
    Raised raised =
        raise(
            verdict("ctr_drop", 0, Kind.NORMAL, null, null),
            verdict("ctr_drop", 1, Kind.ANOMALY, Severity.HIGH, null),
            verdict("ctr_drop", 2, Kind.ANOMALY, Severity.HIGH, firing()),
            verdict("traffic_spike", 2, Kind.ANOMALY, Severity.LOW, firing()),
            verdict("ctr_drop", 3, Kind.NORMAL, Severity.HIGH, resolved()),
            verdict("order", 1, Kind.LATE, null, null));

    assertThat(raised.alerts)
        .extracting(alert -> alert.alertType() + " " + alert.status())
        .containsExactlyInAnyOrder("ctr_drop FIRING", "traffic_spike FIRING", "ctr_drop RESOLVED");
    assertThat(raised.counters)
        .containsEntry("alerts_firing", 2L)
        .containsEntry("alerts_firing_ctr_drop", 1L)
        .containsEntry("alerts_firing_traffic_spike", 1L)
        .containsEntry("alerts_resolved", 1L)
        .containsEntry("alerts_resolved_ctr_drop", 1L)
        .doesNotContainKey("alert_latency_milliseconds_le_inf"); // the input is not a stream
  }

  /** Sinks are idempotent by this id, and a replay by a later release must give the same. */
  @Test
  void theIdIsThatOfPipelineRuleLabelsAndOpeningWindow() {
    String name = "10:ad-metrics;8:ctr_drop;9:ad_format;6:banner;7:country;2:US;" + OPENED;

    List<Alert> alerts =
        raise(
                verdict("ctr_drop", 2, Kind.ANOMALY, Severity.HIGH, firing()),
                verdict("ctr_drop", 9, Kind.NORMAL, Severity.HIGH, resolved()))
            .alerts;

    assertThat(alerts)
        .extracting(Alert::alertId)
        .containsOnly(UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString());
  }

  private static Transition firing() {
    return new Transition(AlertStatus.FIRING, OPENED, OPENED - MINUTE, null, 2);
  }

  private static Transition resolved() {
    return new Transition(AlertStatus.RESOLVED, OPENED, OPENED - MINUTE, OPENED + MINUTE, 2);
  }

  private record Raised(List<Alert> alerts, SortedMap<String, Long> counters) {}

  private static Raised raise(Verdict... verdicts) {
    DirectRun run = DirectRun.withParallelism(2);
    Kept<Alert> alerts =
        run.keep(
            run.pipeline()
                .apply(Create.of(List.of(verdicts)))
                .apply(RaiseAlerts.with(AlertFactory.of(AdSpec.guarded(), "v1"))));
    SortedMap<String, Long> counters = run.toEnd();
    return new Raised(alerts.values(), counters);
  }

  private static Verdict verdict(
      String rule, int minute, Kind kind, Severity severity, Transition transition) {
    long start = OPENED + minute * MINUTE;
    return new Verdict(
        SeriesKey.of("US", "banner"),
        rule,
        "ctr",
        "ema_ratio",
        start,
        start + MINUTE,
        kind,
        0.5,
        6,
        0.08,
        0.5,
        Double.NaN,
        Double.NaN,
        -92,
        402,
        severity,
        false,
        transition);
  }
}
