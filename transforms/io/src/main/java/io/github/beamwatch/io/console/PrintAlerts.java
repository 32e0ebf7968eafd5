package io.github.beamwatch.io.console;

import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import java.util.Locale;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * Prints alerts for a person: time, state and sentence, one line each, on the standard output of
 * the process that does the work.
 */
public final class PrintAlerts extends PTransform<PCollection<Alert>, PDone> {

  private PrintAlerts() {}

  public static PrintAlerts toConsole() {
    return new PrintAlerts();
  }

  @Override
  public PDone expand(PCollection<Alert> alerts) {
    alerts.apply("Print", ParDo.of(new PrintFn()));
    return PDone.in(alerts.getPipeline());
  }

  /** The line of one alert. */
  static String line(Alert alert) {
    String state =
        alert.status() == AlertStatus.FIRING ? alert.severity().name() : alert.status().name();
    return String.format(
        Locale.ROOT,
        "%s  %-8s  %s: %s",
        alert.alertTime(),
        state.toLowerCase(Locale.ROOT),
        alert.alertType(),
        alert.message());
  }

  private static final class PrintFn extends DoFn<Alert, Void> {
    @ProcessElement
    public void process(@Element Alert alert) {
      System.out.println(line(alert));
    }
  }
}
