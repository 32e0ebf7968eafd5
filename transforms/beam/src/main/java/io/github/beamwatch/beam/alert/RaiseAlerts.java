package io.github.beamwatch.beam.alert;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.RunProgress;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.alert.AlertFactory;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/**
 * Turns verdicts that change an alert into the alert that is sent: with its stable id and a
 * sentence for the person who gets it. Verdicts that change nothing give nothing.
 *
 * <p>Stateless: what is pending, firing or cooling down was decided in event-time order by {@code
 * EvaluateSeries}, in the one cell of the series, and a second shuffle is spared.
 */
public final class RaiseAlerts extends PTransform<PCollection<Verdict>, PCollection<Alert>> {

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
        .apply("RaiseAlert", ParDo.of(new RaiseAlertFn(factory)))
        .setCoder(AlertCoder.of());
  }

  private static final class RaiseAlertFn extends DoFn<Verdict, Alert> {

    private final AlertFactory factory;

    RaiseAlertFn(AlertFactory factory) {
      this.factory = factory;
    }

    @ProcessElement
    public void process(@Element Verdict verdict, OutputReceiver<Alert> out) {
      if (verdict.transition() == null) {
        return;
      }
      if (factory.isShadow(verdict.rule())) {
        if (verdict.transition().status() == AlertStatus.FIRING) {
          Counters.counter(Counters.ALERTS_SHADOW).inc();
          Counters.counter(Counters.ALERTS_SHADOW + "_" + verdict.rule()).inc();
        }
        return;
      }
      if (verdict.transition().status() == AlertStatus.FIRING) {
        Counters.counter(Counters.ALERTS_FIRING).inc();
        Counters.counter(Counters.ALERTS_FIRING + "_" + verdict.rule()).inc();
      } else {
        Counters.counter(Counters.ALERTS_RESOLVED).inc();
      }
      RunProgress.addAlert();
      factory.alert(verdict).ifPresent(out::output);
    }
  }
}
