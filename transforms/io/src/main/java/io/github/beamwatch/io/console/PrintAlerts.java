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

  private final boolean messageAlone;

  private PrintAlerts(boolean messageAlone) {
    this.messageAlone = messageAlone;
  }

  public static PrintAlerts toConsole() {
    return new PrintAlerts(false);
  }

  /** Prints the sentence and nothing before it. */
  public PrintAlerts withMessageAlone() {
    return new PrintAlerts(true);
  }

  @Override
  public PDone expand(PCollection<Alert> alerts) {
    alerts.apply("Print", ParDo.of(new PrintFn(messageAlone)));
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
    private final boolean messageAlone;

    PrintFn(boolean messageAlone) {
      this.messageAlone = messageAlone;
    }

    @ProcessElement
    public void process(@Element Alert alert) {
      System.out.println(messageAlone ? alert.message() : line(alert));
    }
  }
}
