package io.github.beamwatch.core.detect;

import io.github.beamwatch.core.spec.AggregateSpec;
import io.github.beamwatch.core.spec.AlertsSpec;
import io.github.beamwatch.core.spec.BaselineSpec;
import io.github.beamwatch.core.spec.ConditionSpec;
import io.github.beamwatch.core.spec.EmaSpec;
import io.github.beamwatch.core.spec.GuardSpec;
import io.github.beamwatch.core.spec.MeasureSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.RuleSpec;
import io.github.beamwatch.core.spec.RuleSpec.Learn;
import io.github.beamwatch.core.spec.Severity;
import io.github.beamwatch.core.spec.SeveritySpec;
import io.github.beamwatch.core.spec.SeveritySpec.TierSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules and specs as tests want to say them: everything that is not said is the default. */
final class Rules {
  static final Duration TTL = Duration.ofMinutes(60);
  static final AlertsSpec ONE_ALERT_PER_INCIDENT =
      new AlertsSpec(Duration.ofMinutes(10), true, List.of());
  static final AlertsSpec ONE_ALERT_PER_WINDOW =
      new AlertsSpec(Duration.ofMinutes(10), false, List.of());

  private final String name;
  private final String metric;
  private @Nullable BaselineSpec baseline;
  private @Nullable Double below;
  private @Nullable Double above;
  private @Nullable Double belowRatio;
  private @Nullable Double aboveRatio;
  private @Nullable GuardSpec guard;
  private Learn learn = Learn.SKIP_ANOMALOUS;

  private Rules(String name, String metric) {
    this.name = name;
    this.metric = metric;
  }

  static Rules rule(String name, String metric) {
    return new Rules(name, metric);
  }

  String name() {
    return name;
  }

  Rules below(double limit) {
    below = limit;
    return this;
  }

  Rules above(double limit) {
    above = limit;
    return this;
  }

  Rules belowRatio(double ratio) {
    belowRatio = ratio;
    return withBaseline();
  }

  Rules aboveRatio(double ratio) {
    aboveRatio = ratio;
    return withBaseline();
  }

  Rules withBaseline() {
    baseline = new BaselineSpec(new EmaSpec(0.2, TTL));
    return this;
  }

  Rules guarded(double significance, int warmup) {
    guard = new GuardSpec(significance, warmup, 0L, null, null);
    return this;
  }

  Rules guard(@Nullable Double significance, int warmup, long minSamples) {
    guard = new GuardSpec(significance, warmup, minSamples, null, null);
    return this;
  }

  Rules learn(Learn policy) {
    learn = policy;
    return this;
  }

  private RuleSpec spec() {
    SeveritySpec severity =
        new SeveritySpec(Severity.MEDIUM, null, null, new TierSpec(70.0, 300.0), null);
    return RuleSpec.comparing(
        name,
        metric,
        baseline,
        new ConditionSpec(below, above, belowRatio, aboveRatio),
        guard,
        learn,
        severity,
        Duration.ZERO,
        Duration.ZERO,
        null);
  }

  /** Measures n and hits (counts) and amount (a sum); metrics rate, price and odd. */
  static PipelineSpec pipeline(AlertsSpec alerts, Rules... rules) {
    Map<String, AggregateSpec> measures = new LinkedHashMap<>();
    measures.put("n", new AggregateSpec(Map.of(), null, null, null, null, null, null));
    measures.put(
        "hits", new AggregateSpec(Map.of("kind", "hit"), null, null, null, null, null, null));
    measures.put("amount", new AggregateSpec(null, "amount", null, null, null, null, null));
    Map<String, String> metrics = new LinkedHashMap<>();
    metrics.put("rate", "hits / n");
    metrics.put("price", "amount / n");
    metrics.put("odd", "1.0 + hits / n - 1.0");
    MeasureSpec measure =
        new MeasureSpec(
            List.of("country"), Duration.ofMinutes(1), Duration.ZERO, measures, metrics, null);
    return new PipelineSpec(
        PipelineSpec.API_VERSION,
        "shop",
        null,
        null,
        null,
        measure,
        Arrays.stream(rules).map(Rules::spec).toList(),
        alerts,
        null);
  }
}
