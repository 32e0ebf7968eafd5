package io.github.beamwatch.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.detect.Verdict.Transition;
import io.github.beamwatch.core.series.SeriesKey;
import io.github.beamwatch.core.spec.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Stories of one rule, a character a minute. Told: {@code A} anomaly, {@code .} normal, {@code w}
 * warm-up, {@code ?} no data, {@code !} error, {@code _} no window at all. Expected: {@code F}
 * fires, {@code R} is resolved, {@code -} nothing is sent.
 */
class AlertLifecycleTest {
  private static final long MINUTE = 60_000;

  @ParameterizedTest(name = "for {0}m, keep {1}m, cooldown {2}m: {3}")
  @CsvSource(
      textBlock =
          """
          # an incident is one alert, however long
          0, 0, 10, ..AAAA.., --F---R-
          # flapping within the cooldown stays silent, and so does its end
          0, 0, 10, A.A.A..., FR------
          # the cooldown is over at exactly its length after the alert was sent
          0, 0, 10, A.........A., FR--------FR
          0, 0, 11, A.........A., FR----------
          # an incident that outlasts the cooldown is sent when it is over
          0, 0, 5, A.AAAAAA., FR---F--R
          # the cooldown runs from the alert that was sent, not from one that was not
          0, 0, 6, A..A..A., FR----FR
          # no cooldown
          0, 0, 0, A.A.A., FRFRFR
          # `for` counts windows up to the one that fires
          1, 0, 10, A., FR
          2, 0, 10, A.AA., ---FR
          3, 0, 10, AA.AAA, -----F
          # a missing window starts `for` anew, one without data does not
          3, 0, 10, AA_AAA, -----F
          3, 0, 10, AA?A, ---F
          3, 0, 10, AA!A, ---F
          # keepFiringFor bridges this many minutes
          0, 1, 10, A.A.A.., F-----R
          0, 2, 10, A..A..., F-----R
          0, 2, 10, A...A, F--R-
          # no data leaves a firing alert alone, and so does silence
          0, 0, 10, A??., F--R
          0, 0, 10, A__A., F---R
          0, 0, 10, A___., F---R
          # an incident ends when its baseline is forgotten
          0, 0, 10, AAw, F-R
          """)
  void oneAlertPerIncident(int hold, int keep, int cooldown, String told, String expected) {
    assertThat(sent(lifecycle(hold, keep, cooldown, true), told)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "for {0}m, cooldown {1}m: {2}")
  @CsvSource(
      textBlock =
          """
          # every window outside the cooldown is an alert of its own; nothing is ever resolved
          0, 0, AAA.A, FFF-F
          0, 3, AAAAAAA, F--F--F
          0, 3, A..A..A, F--F--F
          0, 10, A.........AA, F---------F-
          2, 3, AAAAA.AAA, -F--F--F-
          0, 10, A_________A, F---------F
          """)
  void oneAlertPerWindow(int hold, int cooldown, String told, String expected) {
    assertThat(sent(lifecycle(hold, 0, cooldown, false), told)).isEqualTo(expected);
  }

  @Test
  void saysWhenItOpenedBeganAndEnded() {
    List<Verdict> told = tell(lifecycle(2, 1, 10, true), ".AAA.A..");
    // it began at minute 1, had held for two minutes in the window of minute 2, and last held at 5
    assertThat(told.get(2).transition())
        .isEqualTo(new Transition(AlertStatus.FIRING, 2 * MINUTE, MINUTE, null, 2));
    assertThat(told.get(7).transition())
        .isEqualTo(new Transition(AlertStatus.RESOLVED, 2 * MINUTE, MINUTE, 6 * MINUTE, 4));
  }

  @Test
  void anAlertPerWindowOpensInItsOwnWindow() {
    List<Verdict> told = tell(lifecycle(0, 0, 2, false), "AAA");
    assertThat(told.get(0).transition())
        .isEqualTo(new Transition(AlertStatus.FIRING, 0, 0, null, 1));
    assertThat(told.get(2).transition())
        .isEqualTo(new Transition(AlertStatus.FIRING, 2 * MINUTE, 0, null, 3));
  }

  @Test
  void anEndHasTheSeverityOfTheAlertThatWasSent() {
    AlertLifecycle lifecycle = lifecycle(0, 0, 10, true);
    AlertState state = new AlertState();
    lifecycle.advance(state, verdict(0, Kind.ANOMALY, Severity.CRITICAL), true);
    lifecycle.advance(state, verdict(1, Kind.ANOMALY, Severity.LOW), true);
    Verdict end = lifecycle.advance(state, verdict(2, Kind.NORMAL, null), true);
    assertThat(end.severity()).isEqualTo(Severity.CRITICAL);
  }

  private static AlertLifecycle lifecycle(int hold, int keep, int cooldown, boolean sendResolved) {
    return new AlertLifecycle(
        Duration.ofMinutes(hold).toMillis(),
        1,
        1,
        Duration.ofMinutes(keep).toMillis(),
        Duration.ofMinutes(cooldown).toMillis(),
        sendResolved);
  }

  private static String sent(AlertLifecycle lifecycle, String told) {
    StringBuilder sent = new StringBuilder();
    for (Verdict verdict : tell(lifecycle, told)) {
      Transition transition = verdict.transition();
      sent.append(transition == null ? '-' : transition.status() == AlertStatus.FIRING ? 'F' : 'R');
    }
    return sent.toString();
  }

  private static List<Verdict> tell(AlertLifecycle lifecycle, String told) {
    AlertState state = new AlertState();
    List<Verdict> verdicts = new ArrayList<>();
    boolean adjacent = false;
    for (int minute = 0; minute < told.length(); minute++) {
      Kind kind = kind(told.charAt(minute));
      Severity severity = kind == Kind.ANOMALY ? Severity.MEDIUM : null;
      Verdict verdict = verdict(minute, kind, severity);
      boolean missing = told.charAt(minute) == '_';
      verdicts.add(missing ? verdict : lifecycle.advance(state, verdict, adjacent));
      adjacent = !missing;
    }
    return verdicts;
  }

  private static Kind kind(char told) {
    return switch (told) {
      case 'A' -> Kind.ANOMALY;
      case '.' -> Kind.NORMAL;
      case 'w' -> Kind.WARMUP;
      case '!' -> Kind.ERROR;
      default -> Kind.NO_DATA;
    };
  }

  private static Verdict verdict(int minute, Kind kind, Severity severity) {
    return new Verdict(
        SeriesKey.of("US"),
        "drop",
        "n",
        SeriesEvaluator.EMA_RATIO,
        minute * MINUTE,
        (minute + 1) * MINUTE,
        kind,
        1,
        2,
        0.5,
        0.6,
        Double.NaN,
        Double.NaN,
        -50,
        1,
        severity,
        false,
        null);
  }
}
