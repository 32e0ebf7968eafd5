package io.github.beamwatch.core.detect;

import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.detect.Verdict.Transition;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.spec.AlertsSpec;
import io.github.beamwatch.core.spec.RuleSpec;
import io.github.beamwatch.core.spec.RuleSpec.Mode;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One rule, ready to judge windows. What it must remember of a series lies in a {@link RuleCell}.
 */
abstract sealed class Rule implements Serializable
    permits ConditionRule, DetectorRule, AbsenceRule {
  private static final long serialVersionUID = 1L;

  final String name;

  /** The metric, or the channels, as alerts name it. */
  final String metric;

  final Guard guard;
  final SeverityLadder severity;
  final AlertLifecycle lifecycle;
  final boolean shadow;
  private final long identity;

  Rule(RuleSpec spec, AlertsSpec alerts) {
    this.name = spec.rule();
    this.metric = String.join(", ", spec.channels());
    this.guard = Guard.of(spec.guard());
    this.severity = new SeverityLadder(spec.severity());
    this.lifecycle = AlertLifecycle.of(spec, alerts);
    this.shadow = spec.mode() == Mode.SHADOW;
    // A rule that begins to send, or no longer does, is another one: what it did unseen is no
    // alert.
    this.identity = Identity.of((shadow ? "shadow rule " : "rule ") + spec.rule());
  }

  /** What its cells are found by in a series' state. */
  final long identity() {
    return identity;
  }

  /** {@code 100·(value − expected)/expected}; NaN where that says nothing. */
  static double deviationPercent(double value, double expected) {
    double deviation = expected > 0.0 ? 100.0 * (value - expected) / expected : Double.NaN;
    return Double.isFinite(deviation) ? deviation : Double.NaN;
  }

  /** The verdict that ends its alert when the rule is there no more; null where none was sent. */
  final @Nullable Verdict retire(RuleCell cell, MetricPoint point) {
    Transition transition = shadow ? null : lifecycle.retire(cell.alert);
    return transition == null
        ? null
        : new Verdict(
                point.series(),
                name,
                metric,
                SeriesEvaluator.RETIRED,
                point.windowStart(),
                point.windowEnd(),
                Kind.NO_DATA,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                point.samples(),
                null,
                false,
                null)
            .withTransition(transition, cell.alert.severity);
  }
}
