package io.github.beamwatch.core.check;

import io.github.beamwatch.core.spec.BaselineSpec;
import io.github.beamwatch.core.spec.ConditionSpec;
import io.github.beamwatch.core.spec.EmaSpec;
import io.github.beamwatch.core.spec.GuardSpec;
import io.github.beamwatch.core.spec.MeasureSpec;
import io.github.beamwatch.core.spec.RuleSpec;
import io.github.beamwatch.core.spec.SeveritySpec;
import io.github.beamwatch.core.spec.SeveritySpec.TierSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks of a rule's baseline, of the guard that rests on it, and of what cannot do without. */
final class BaselineRules {

  private BaselineRules() {}

  static void check(String at, RuleSpec rule, @Nullable MeasureSpec measure, Findings findings) {
    BaselineSpec baseline = rule.baseline();
    if (baseline == null) {
      missing(at, rule, findings);
    } else {
      findings.exactlyOne(at + "/baseline", Map.of("ema", baseline.ema() != null));
      if (baseline.ema() != null) {
        ema(at + "/baseline/ema", baseline.ema(), measure, findings);
      }
    }
    if (rule.guard() != null) {
      guard(at + "/guard", rule.guard(), findings);
    }
  }

  /** One problem for all that needs a baseline: one line added to the spec cures it. */
  private static void missing(String at, RuleSpec rule, Findings findings) {
    List<String> needing = new ArrayList<>();
    ConditionSpec when = rule.when();
    if (when != null && when.belowRatio() != null) {
      needing.add("when/belowRatio");
    }
    if (when != null && when.aboveRatio() != null) {
      needing.add("when/aboveRatio");
    }
    GuardSpec guard = rule.guard();
    if (guard != null && guard.significance() != null) {
      needing.add("guard/significance");
    }
    if (guard != null && guard.warmup() > 0) {
      needing.add("guard/warmup");
    }
    if (rule.learn() != RuleSpec.Learn.SKIP_ANOMALOUS) {
      needing.add("learn");
    }
    if (hasTiers(rule.severity())) {
      needing.add("severity");
    }
    if (!needing.isEmpty()) {
      String others = String.join(", ", needing.subList(1, needing.size())).replace('/', '.');
      findings.add(
          at + "/" + needing.get(0),
          "needs a baseline"
              + (others.isEmpty() ? "" : (needing.size() == 2 ? ", as does " : ", as do ") + others)
              + "; add one to the rule, such as baseline: {ema: {alpha: 0.2}}");
    }
  }

  private static boolean hasTiers(SeveritySpec severity) {
    return Stream.of(severity.low(), severity.medium(), severity.high(), severity.critical())
        .anyMatch(BaselineRules::hasLimit);
  }

  private static boolean hasLimit(@Nullable TierSpec tier) {
    return tier != null && (tier.dropPercent() != null || tier.risePercent() != null);
  }

  private static void ema(
      String path, EmaSpec ema, @Nullable MeasureSpec measure, Findings findings) {
    Double alpha = ema.alpha();
    if (alpha != null && !(alpha > 0 && alpha <= 1)) {
      findings.add(
          path + "/alpha", "{} is not allowed; alpha lies above 0 and is at most 1", alpha);
    }
    findings.positive(path + "/ttl", ema.ttl());
    if (measure != null
        && measure.window() != null
        && ema.ttl().compareTo(measure.window()) < 0
        && ema.ttl().toMillis() > 0) {
      findings.add(
          path + "/ttl",
          "{} is shorter than measure.window, so the baseline would be forgotten before it is used",
          ema.ttl());
    }
  }

  private static void guard(String path, GuardSpec guard, Findings findings) {
    Double significance = guard.significance();
    if (significance != null && !(significance > 0 && significance < 1)) {
      findings.add(
          path + "/significance",
          "{} is not allowed; write a probability above 0 and below 1, such as 1.0e-4",
          significance);
    }
    if (guard.warmup() < 0) {
      findings.add(path + "/warmup", "{} is negative; write 0 or more windows", guard.warmup());
    }
    if (guard.minSamples() < 0) {
      findings.add(
          path + "/minSamples", "{} is negative; write 0 or more events", guard.minSamples());
    }
  }
}
