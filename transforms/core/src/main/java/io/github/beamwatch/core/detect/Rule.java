package io.github.beamwatch.core.detect;

import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.spec.GuardSpec;
import io.github.beamwatch.core.spec.RuleSpec;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** One rule, ready to judge values. Has no memory of its own. */
final class Rule implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final GuardSpec NO_GUARD = new GuardSpec(null, 0, 0L);

  private final String name;
  private final String metric;
  private final Condition condition;
  private final double logSignificance;
  private final int warmup;
  private final long minSamples;
  private final SeverityLadder severity;

  Rule(RuleSpec spec) {
    GuardSpec guard = spec.guard() == null ? NO_GUARD : spec.guard();
    Double significance = guard.significance();
    this.name = spec.rule();
    this.metric = spec.metric();
    this.condition = Condition.of(spec.rule(), spec.when());
    this.logSignificance = significance == null ? Double.NaN : Math.log(significance);
    this.warmup = guard.warmup();
    this.minSamples = guard.minSamples();
    this.severity = new SeverityLadder(spec.severity());
    if (condition.relative() && spec.baseline() == null) {
      throw new IllegalArgumentException(
          "rule " + name + ": a ratio needs a baseline to be compared with");
    }
  }

  Condition condition() {
    return condition;
  }

  /** Judges one value. {@code baseline} is null where the rule has none. */
  Verdict judge(
      MetricPoint point, Observation now, @Nullable EmaBaseline baseline, SurpriseTest surprise) {

    double expected = baseline != null && baseline.windows() > 0 ? baseline.average() : Double.NaN;
    Kind kind = kind(now, baseline, surprise);
    double deviation =
        expected > 0.0 && !now.missing()
            ? finite(100.0 * (now.value() - expected) / expected)
            : Double.NaN;
    boolean scored = kind == Kind.NORMAL || kind == Kind.ANOMALY;
    return new Verdict(
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
        deviation,
        now.samples(),
        kind == Kind.ANOMALY ? severity.of(deviation) : null,
        null);
  }

  private Kind kind(Observation now, @Nullable EmaBaseline baseline, SurpriseTest surprise) {
    if (now.missing() || now.samples() < minSamples) {
      return Kind.NO_DATA;
    }
    double expected = Double.NaN;
    if (baseline != null) {
      expected = baseline.average();
      boolean learned = baseline.windows() > 0 && baseline.windows() >= warmup;
      boolean needed = condition.relative() || warmup > 0 || !Double.isNaN(logSignificance);
      if (needed && (!learned || (condition.relative() && !(expected > 0.0)))) {
        return Kind.WARMUP;
      }
    }
    if (!Double.isFinite(condition.score(now.value(), expected))) {
      return Kind.ERROR;
    }
    if (!condition.holds(now.value(), expected)) {
      return Kind.NORMAL;
    }
    return surprising(now, baseline, surprise) ? Kind.ANOMALY : Kind.NORMAL;
  }

  private boolean surprising(
      Observation now, @Nullable EmaBaseline baseline, SurpriseTest surprise) {
    if (Double.isNaN(logSignificance)) {
      return true;
    }
    EmaBaseline reference =
        baseline != null ? baseline : EmaBaseline.fixed(condition.limit(), now.unitVariance());
    // where nothing can be said of chance, the guard does not let it pass
    return surprise.logTail(condition.below(), now, reference) <= logSignificance;
  }

  private static double finite(double v) {
    return Double.isFinite(v) ? v : Double.NaN;
  }
}
