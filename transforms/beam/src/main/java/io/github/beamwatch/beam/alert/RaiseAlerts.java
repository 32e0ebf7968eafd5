package io.github.beamwatch.beam.alert;

import io.github.beamwatch.beam.log.JobLog;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.alert.AlertFactory;
import io.github.beamwatch.core.detect.Verdict;
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
    private final AlertRaiser raiser;

    RaiseAlertFn(AlertFactory factory, boolean timed) {
      this.factory = factory;
      this.raiser = new AlertRaiser(timed);
    }

    /** On a cluster this is the only word that a worker gets of whom it works for. */
    @Setup
    public void setup() {
      JobLog.identify(factory.pipeline(), factory.specVersion());
    }

    @ProcessElement
    public void process(@Element Verdict verdict, OutputReceiver<Alert> out) {
      raiser.raise(factory, verdict).ifPresent(out::output);
    }
  }
}
