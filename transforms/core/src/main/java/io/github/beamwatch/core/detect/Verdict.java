package io.github.beamwatch.core.detect;

import io.github.beamwatch.core.series.SeriesKey;
import io.github.beamwatch.core.spec.Severity;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What one rule says of one window of one series.
 *
 * @param series the labels' values
 * @param rule the rule's name
 * @param metric the metric the rule looks at
 * @param detector what said so, such as {@code ema_ratio} or {@code threshold}
 * @param windowStart inclusive, epoch milliseconds
 * @param windowEnd exclusive, epoch milliseconds
 * @param kind the verdict
 * @param value the metric's value; NaN when there is none
 * @param expected what the baseline expected; NaN while it is not known
 * @param score how far off, in the detector's documented unit; NaN while there is none
 * @param threshold the score at which the detector says anomaly; NaN where there is none
 * @param lower the least value that would have been normal; NaN where the detector has no band
 * @param upper the greatest such value
 * @param deviationPercent {@code 100·(value − expected)/expected}; NaN where undefined
 * @param samples how many events the value rests on
 * @param severity how bad; null unless the kind is {@link Kind#ANOMALY}, or the transition resolves
 *     an alert: then the severity it was sent with
 * @param imputed whether the window had no event and was filled in
 * @param transition what it did to the rule's alert; null where nothing is to be sent
 */
public record Verdict(
    SeriesKey series,
    String rule,
    String metric,
    String detector,
    long windowStart,
    long windowEnd,
    Kind kind,
    double value,
    double expected,
    double score,
    double threshold,
    double lower,
    double upper,
    double deviationPercent,
    long samples,
    @Nullable Severity severity,
    boolean imputed,
    @Nullable Transition transition)
    implements Serializable {

  /** The same verdict, with what it does to the rule's alert. */
  Verdict withTransition(Transition changed, @Nullable Severity severityOfAlert) {
    return with(severityOfAlert, imputed, changed);
  }

  /** The same verdict, on a window that was filled in. */
  Verdict asImputed() {
    return with(severity, true, transition);
  }

  private Verdict with(
      @Nullable Severity severity, boolean imputed, @Nullable Transition transition) {
    return new Verdict(
        series,
        rule,
        metric,
        detector,
        windowStart,
        windowEnd,
        kind,
        value,
        expected,
        score,
        threshold,
        lower,
        upper,
        deviationPercent,
        samples,
        severity,
        imputed,
        transition);
  }

  /** What a rule can say of a window. */
  public enum Kind {
    NORMAL,
    ANOMALY,
    WARMUP,
    NO_DATA,
    LATE,
    ERROR
  }

  /**
   * A change of an alert that is to be sent.
   *
   * @param status firing or resolved
   * @param opened start of the window that opened the alert, epoch milliseconds: the alert's
   *     identity together with pipeline, rule and labels
   * @param startsAt when the condition began to hold (start of that window), epoch milliseconds
   * @param endsAt when it ended; null while it fires
   * @param occurrences in how many windows the condition held so far
   */
  public record Transition(
      AlertStatus status, long opened, long startsAt, @Nullable Long endsAt, long occurrences)
      implements Serializable {}

  /** Alertmanager's words for the state of an alert. */
  public enum AlertStatus {
    FIRING,
    RESOLVED
  }
}
