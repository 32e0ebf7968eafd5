package io.github.beamwatch.core.detect;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.series.SeriesKey;
import io.github.beamwatch.core.spec.AlertsSpec;
import io.github.beamwatch.core.spec.RuleSpec;

/**
 * A rule that a series must not fall silent. Its verdict is {@link Kind#NO_DATA} once the series
 * has been without an event for the grace period, and {@link Kind#NORMAL} in every window with one.
 * The score is the silence in seconds, the threshold the grace period.
 */
final class AbsenceRule extends Rule {
  private static final long serialVersionUID = 1L;

  private final long after;

  AbsenceRule(RuleSpec spec, AlertsSpec alerts) {
    super(spec, alerts);
    this.after = requireNonNull(spec.absent()).after().toMillis();
  }

  /** When a series that was last heard of at this time has been silent for too long. */
  long deadline(long lastHeard) {
    return lastHeard + after;
  }

  /** The series was silent until its deadline. */
  Verdict silent(RuleCell cell, SeriesKey series, long lastHeard) {
    Verdict verdict = verdict(series, lastHeard, deadline(lastHeard), Kind.NO_DATA, after, 0);
    return lifecycle.fire(cell.alert, verdict);
  }

  /** The series is there. */
  Verdict present(RuleCell cell, MetricPoint point) {
    Verdict verdict =
        verdict(
            point.series(),
            point.windowStart(),
            point.windowEnd(),
            Kind.NORMAL,
            0,
            point.samples());
    return lifecycle.advance(cell.alert, verdict, true);
  }

  private Verdict verdict(
      SeriesKey series, long start, long end, Kind kind, long silence, long samples) {
    return new Verdict(
        series,
        name,
        SeriesEvaluator.ABSENCE,
        SeriesEvaluator.ABSENCE,
        start,
        end,
        kind,
        Double.NaN,
        Double.NaN,
        silence / 1000.0,
        after / 1000.0,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        samples,
        kind == Kind.NO_DATA ? severity.of(Double.NaN) : null,
        false,
        null);
  }
}
