package io.github.beamwatch.core.alert;

import static io.github.beamwatch.core.alert.Wording.number;

import io.github.beamwatch.core.detect.SeriesEvaluator;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.detect.Verdict.Transition;
import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sentence of an alert: the spec's own where it has one, else one made of what is known. */
final class AlertMessage implements Serializable {
  private static final long serialVersionUID = 1L;

  /** From this multiple on, "5.1 times" reads better than "410 % above". */
  private static final double TIMES_FROM = 3.0;

  private final @Nullable MessageTemplate template;

  AlertMessage(@Nullable MessageTemplate template) {
    this.template = template;
  }

  String of(Verdict verdict, Transition transition, Map<String, String> labels) {
    if (transition.status() == AlertStatus.RESOLVED) {
      return resolved(verdict, transition, labels);
    }
    return template == null ? firing(verdict, transition, labels) : template.fill(verdict, labels);
  }

  private static String firing(Verdict verdict, Transition transition, Map<String, String> labels) {
    if (verdict.kind() == Kind.NO_DATA) {
      return (labels.isEmpty() ? "Nothing" : "Nothing of " + Wording.labels(labels))
          + " came for "
          + Wording.seconds(verdict.score())
          + ", since "
          + Wording.time(transition.startsAt());
    }
    String since =
        transition.startsAt() < verdict.windowStart()
            ? ", since " + Wording.time(transition.startsAt())
            : "";
    return subject(verdict, labels)
        + finding(verdict)
        + " ("
        + Wording.events(verdict.samples())
        + ", "
        + Wording.span(verdict.windowStart(), verdict.windowEnd())
        + since
        + ")";
  }

  private static String finding(Verdict verdict) {
    double value = verdict.value();
    double expected = verdict.expected();
    double deviation = verdict.deviationPercent();
    boolean relative = verdict.detector().equals(SeriesEvaluator.EMA_RATIO);
    if (!relative && !verdict.detector().equals(SeriesEvaluator.THRESHOLD)) {
      return detected(verdict);
    }
    if (!relative || Double.isNaN(deviation)) {
      String usual = Double.isNaN(expected) ? "" : ", usually " + number(expected);
      return " is "
          + number(value)
          + (value < verdict.threshold() ? ", below" : ", above")
          + " the limit of "
          + number(verdict.threshold())
          + usual;
    }
    if (deviation <= 0) {
      return " fell to "
          + number(value)
          + ", "
          + Wording.percent(-deviation)
          + " below the expected "
          + number(expected);
    }
    String rise =
        value / expected >= TIMES_FROM
            ? number(value / expected) + " times the expected "
            : Wording.percent(deviation) + " above the expected ";
    return " rose to " + number(value) + ", " + rise + number(expected);
  }

  /** What a detector of the library found: {@code is 100, expected 25.1 (24.2 to 26)}. */
  private static String detected(Verdict verdict) {
    String expected =
        Double.isNaN(verdict.expected()) ? "" : ", expected " + number(verdict.expected());
    String band =
        Double.isFinite(verdict.lower()) && Double.isFinite(verdict.upper())
            ? " (" + number(verdict.lower()) + " to " + number(verdict.upper()) + ")"
            : "";
    return (severalChannels(verdict) ? " together are unusual" : " is " + number(verdict.value()))
        + expected
        + band
        + "; score "
        + number(verdict.score())
        + " by "
        + verdict.detector()
        + ", threshold "
        + number(verdict.threshold());
  }

  private static String resolved(
      Verdict verdict, Transition transition, Map<String, String> labels) {
    Long end = transition.endsAt();
    if (verdict.detector().equals(SeriesEvaluator.ABSENCE)) {
      return "Resolved: "
          + (labels.isEmpty() ? "events" : "events of " + Wording.labels(labels))
          + " came again after a silence since "
          + Wording.time(transition.startsAt());
    }
    if (verdict.detector().equals(SeriesEvaluator.RETIRED)) {
      return "Resolved: the rule "
          + verdict.rule()
          + " was taken out while "
          + subject(verdict, labels)
          + " was abnormal, after "
          + Wording.windows(transition.occurrences())
          + ", "
          + Wording.span(transition.startsAt(), end == null ? verdict.windowEnd() : end);
    }
    String now =
        verdict.kind() == Kind.WARMUP
            ? " ended, its baseline being learned anew,"
            : severalChannels(verdict)
                ? " together are usual again"
                : " is back at "
                    + number(verdict.value())
                    + (Double.isNaN(verdict.expected())
                        ? ""
                        : " (expected " + number(verdict.expected()) + ")");
    return "Resolved: "
        + subject(verdict, labels)
        + now
        + " after "
        + Wording.windows(transition.occurrences())
        + " of "
        + verdict.rule()
        + ", "
        + Wording.span(transition.startsAt(), end == null ? verdict.windowEnd() : end);
  }

  /** Several channels have no value in common. */
  private static boolean severalChannels(Verdict verdict) {
    return verdict.metric().contains(", ") && Double.isNaN(verdict.value());
  }

  private static String subject(Verdict verdict, Map<String, String> labels) {
    return labels.isEmpty() ? verdict.metric() : verdict.metric() + " of " + Wording.labels(labels);
  }
}
