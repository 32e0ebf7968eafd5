package io.github.beamwatch.core.detect;

import io.github.beamwatch.core.spec.AlertsSpec;
import io.github.beamwatch.core.spec.RuleSpec;
import java.io.Serializable;

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
  private final long identity;

  Rule(RuleSpec spec, AlertsSpec alerts) {
    this.name = spec.rule();
    this.metric = String.join(", ", spec.channels());
    this.guard = Guard.of(spec.guard());
    this.severity = new SeverityLadder(spec.severity());
    this.lifecycle = AlertLifecycle.of(spec, alerts);
    this.identity = Identity.of("rule " + spec.rule());
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
}
