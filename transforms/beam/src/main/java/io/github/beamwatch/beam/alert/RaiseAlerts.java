package io.github.beamwatch.beam.alert;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.LatencyHistogram;
import io.github.beamwatch.beam.RunProgress;
import io.github.beamwatch.beam.log.JobLog;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.alert.AlertFactory;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;

/**
 * Turns verdicts that change an alert into the alert that is sent: with its stable id and a
 * sentence for the person who gets it. Verdicts that change nothing give nothing.
 *
 * <p>Stateless: what is pending, firing or cooling down was decided in event-time order by {@code
 * EvaluateSeries}, in the one cell of the series, and a second shuffle is spared.
 */
public final class RaiseAlerts extends PTransform<PCollection<Verdict>, PCollection<Alert>> {

  private static final JobLog LOG = JobLog.of(RaiseAlerts.class);

  private final AlertFactory factory;

  private RaiseAlerts(AlertFactory factory) {
    this.factory = factory;
  }

  public static RaiseAlerts with(AlertFactory factory) {
    return new RaiseAlerts(factory);
  }

  @Override
  public PCollection<Alert> expand(PCollection<Verdict> verdicts) {
    return verdicts
        .apply(
            "RaiseAlert",
            ParDo.of(new RaiseAlertFn(factory, verdicts.isBounded() == IsBounded.UNBOUNDED)))
        .setCoder(AlertCoder.of());
  }

  private static final class RaiseAlertFn extends DoFn<Verdict, Alert> {

    private final AlertFactory factory;

    /** How old stored data is says nothing about the job. */
    private final boolean timed;

    private final LatencyHistogram latency = LatencyHistogram.named(Counters.ALERT_LATENCY);

    RaiseAlertFn(AlertFactory factory, boolean timed) {
      this.factory = factory;
      this.timed = timed;
    }

    /** On a cluster this is the only word that a worker gets of whom it works for. */
    @Setup
    public void setup() {
      JobLog.identify(factory.pipeline(), factory.specVersion());
    }

    @ProcessElement
    public void process(@Element Verdict verdict, OutputReceiver<Alert> out) {
      if (verdict.transition() == null) {
        return;
      }
      boolean firing = verdict.transition().status() == AlertStatus.FIRING;
      if (factory.isShadow(verdict.rule())) {
        if (firing) {
          Counters.countAlert(Counters.ALERTS_SHADOW, verdict.rule());
        }
        return;
      }
      Counters.countAlert(
          firing ? Counters.ALERTS_FIRING : Counters.ALERTS_RESOLVED, verdict.rule());
      if (timed) {
        latency.recordMillis(System.currentTimeMillis() - verdict.windowEnd());
      }
      RunProgress.addAlert();
      factory.alert(verdict).ifPresent(alert -> send(alert, out));
    }

    private static void send(Alert alert, OutputReceiver<Alert> out) {
      LOG.info(
          "alert",
          alert.message(),
          JobLog.SERIES,
          series(alert),
          "alert_id",
          alert.alertId(),
          "rule",
          alert.alertType(),
          "status",
          alert.status().name().toLowerCase(Locale.ROOT));
      out.output(alert);
    }

    private static String series(Alert alert) {
      return alert.labels().entrySet().stream()
          .map(label -> label.getKey() + "=" + label.getValue())
          .collect(Collectors.joining(", "));
    }
  }
}
