package io.github.beamwatch.core.alert;

import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import io.github.beamwatch.core.spec.Severity;
import java.io.Serializable;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it is sent: to people, topics and indexes.
 *
 * @param alertId name-based UUID of pipeline, rule, labels and the window that opened it, so that a
 *     replay or a retry gives the same id
 * @param status firing or resolved
 * @param alertType the rule's name
 * @param severity how bad
 * @param pipeline the spec's name
 * @param specVersion hash of the resolved spec
 * @param labels the series, sorted by label name
 * @param metricName the metric of the rule
 * @param currentValue the value in the evaluated window
 * @param expectedValue what the baseline expected; NaN where the rule has none
 * @param deviationPercent {@code 100·(current − expected)/expected}; NaN where undefined
 * @param score in the detector's unit; NaN where there is none
 * @param detector what said so
 * @param windowStart the evaluated window, inclusive
 * @param windowEnd the evaluated window, exclusive; also the alert's time
 * @param startsAt when the condition began to hold
 * @param endsAt when it ended; null while firing
 * @param occurrences in how many windows it held so far
 * @param message one sentence a person can act on
 * @param samples how many events the value rests on
 */
public record Alert(
    String alertId,
    AlertStatus status,
    String alertType,
    Severity severity,
    String pipeline,
    String specVersion,
    SortedMap<String, String> labels,
    String metricName,
    double currentValue,
    double expectedValue,
    double deviationPercent,
    double score,
    String detector,
    Instant windowStart,
    Instant windowEnd,
    Instant startsAt,
    @Nullable Instant endsAt,
    long occurrences,
    String message,
    long samples)
    implements Serializable {

  /** The end of the evaluated window. */
  public Instant alertTime() {
    return windowEnd;
  }
}
