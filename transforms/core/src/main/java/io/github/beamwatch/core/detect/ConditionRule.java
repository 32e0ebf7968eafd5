package io.github.beamwatch.core.detect;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.expression.MetricCatalog;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.spec.AlertsSpec;
import io.github.beamwatch.core.spec.RuleSpec;
import org.jspecify.annotations.Nullable;

/** A rule that compares a value with a fixed limit, or with a multiple of a baseline. */
final class ConditionRule extends Rule {
  private static final long serialVersionUID = 1L;

  private final MetricReader reader;
  private final Condition condition;

  ConditionRule(RuleSpec spec, AlertsSpec alerts, MetricCatalog catalog, int metricIndex) {
    super(spec, alerts);
    this.reader = new MetricReader(catalog, metricIndex);
    this.condition = Condition.of(spec.rule(), requireNonNull(spec.when()));
  }

  MetricReader reader() {
    return reader;
  }

  Condition condition() {
    return condition;
  }

  /**
   * Judges one window and takes its alert a step further.
   *
   * @param reference what to compare with; null where the rule has no baseline
   * @param adjacent whether the series' window before this one was evaluated too
   */
  Verdict judge(
      RuleCell cell, MetricPoint point, @Nullable EmaBaseline reference, boolean adjacent) {
    Observation now = reader.read(point);
    Kind kind = kind(cell, point.windowStart(), now, reference, adjacent);
    double expected = reference == null ? Double.NaN : reference.average();
    double deviation = now.missing() ? Double.NaN : deviationPercent(now.value(), expected);
    boolean scored = kind == Kind.NORMAL || kind == Kind.ANOMALY;
    Verdict verdict =
        new Verdict(
            point.series(),
            name,
            metric,
            condition.relative() ? SeriesEvaluator.EMA_RATIO : SeriesEvaluator.THRESHOLD,
            point.windowStart(),
            point.windowEnd(),
            kind,
            now.missing() ? Double.NaN : now.value(),
            expected,
            scored ? condition.score(now.value(), expected) : Double.NaN,
            condition.limit(),
            Double.NaN,
            Double.NaN,
            deviation,
            now.samples(),
            kind == Kind.ANOMALY ? severity.of(deviation) : null,
            false,
            null);
    Evidence run = cell.evidence;
    return run == null
        ? lifecycle.advance(cell.alert, verdict, adjacent)
        : lifecycle.advance(cell.alert, verdict, adjacent, run.since(), run.windows());
  }

  private Kind kind(
      RuleCell cell,
      long windowStart,
      Observation now,
      @Nullable EmaBaseline reference,
      boolean adjacent) {
    if (now.missing() || now.samples() < guard.minSamples()) {
      return Kind.NO_DATA;
    }
    if (reference != null && warmingUp(reference)) {
      cell.evidence = null;
      return Kind.WARMUP;
    }
    double expected = reference == null ? Double.NaN : reference.average();
    if (!Double.isFinite(condition.score(now.value(), expected))) {
      return Kind.ERROR;
    }
    if (!condition.holds(now.value(), expected)
        || (reference != null && !guard.farEnough(now.value(), expected))) {
      cell.evidence = null;
      return Kind.NORMAL;
    }
    if (!guard.asksForEvidence()) {
      return Kind.ANOMALY;
    }
    EmaBaseline expectation =
        reference != null ? reference : EmaBaseline.certain(condition.limit(), now.unitVariance());
    Evidence evidence =
        guard.gather(
            adjacent ? cell.evidence : null,
            windowStart,
            now,
            condition.below(),
            reader.surprise(),
            expectation);
    cell.evidence = evidence;
    return evidence != null && evidence.confirmed() ? Kind.ANOMALY : Kind.NORMAL;
  }

  private boolean warmingUp(EmaBaseline reference) {
    if (condition.relative()) {
      return !guard.warmedUp(reference) || !(reference.average() > 0.0);
    }
    return guard.asksForBaseline() && !guard.warmedUp(reference);
  }
}
