package io.github.beamwatch.core.spec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of the rules. */
final class DetectRules {

  private static final Pattern RULE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

  private DetectRules() {}

  static void check(
      String path, List<RuleSpec> rules, @Nullable MeasureSpec measure, Findings findings) {
    Map<String, Integer> firstOfName = new HashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      String at = Findings.at(path, i);
      RuleSpec rule = rules.get(i);
      name(at + "/rule", rule.rule(), i, firstOfName, findings);
      metric(at + "/metric", rule.metric(), measure, findings);
      condition(at, rule, findings);
      baseline(at, rule, measure, findings);
      SeverityRules.check(at + "/severity", rule.severity(), rule.baseline() != null, findings);
      findings.notNegative(at + "/for", rule.holdFor());
      findings.notNegative(at + "/keepFiringFor", rule.keepFiringFor());
      message(at + "/message", rule.message(), findings);
    }
  }

  private static void name(
      String path,
      @Nullable String name,
      int index,
      Map<String, Integer> firstOfName,
      Findings findings) {
    if (name == null) {
      return;
    }
    if (!RULE_NAME.matcher(name).matches()) {
      findings.add(
          path,
          "{} cannot be the name of a rule; use letters, digits, '_' and '-', a letter or '_' first",
          name);
    }
    Integer first = firstOfName.putIfAbsent(name, index);
    if (first != null) {
      findings.add(path, "{} is the name of detect[" + first + "] already; choose another", name);
    }
  }

  private static void metric(
      String path, @Nullable String metric, @Nullable MeasureSpec measure, Findings findings) {
    if (metric == null || measure == null) {
      return;
    }
    List<String> known = new ArrayList<>(measure.metrics().keySet());
    known.addAll(measure.measures().keySet());
    if (!known.isEmpty() && !known.contains(metric)) {
      findings.add(
          path, "there is no metric {}" + NearestName.choice(metric, known, "there are"), metric);
    }
  }

  private static void condition(String at, RuleSpec rule, Findings findings) {
    ConditionSpec when = rule.when();
    if (when == null) {
      return;
    }
    String path = at + "/when";
    Map<String, Boolean> kinds = new LinkedHashMap<>();
    kinds.put("below", when.below() != null);
    kinds.put("above", when.above() != null);
    kinds.put("belowRatio", when.belowRatio() != null);
    kinds.put("aboveRatio", when.aboveRatio() != null);
    findings.exactlyOne(path, kinds);
    Double below = when.belowRatio();
    if (below != null) {
      if (!(below > 0 && below < 1)) {
        findings.add(
            path + "/belowRatio",
            "{} is not allowed; a share of the baseline lies above 0 and below 1",
            below);
      }
      needsBaseline(path + "/belowRatio", rule, findings);
    }
    Double above = when.aboveRatio();
    if (above != null) {
      if (!(above > 1)) {
        findings.add(
            path + "/aboveRatio",
            "{} is not allowed; a multiple of the baseline lies above 1",
            above);
      }
      needsBaseline(path + "/aboveRatio", rule, findings);
    }
  }

  private static void baseline(
      String at, RuleSpec rule, @Nullable MeasureSpec measure, Findings findings) {
    BaselineSpec baseline = rule.baseline();
    if (baseline != null) {
      findings.exactlyOne(at + "/baseline", Map.of("ema", baseline.ema() != null));
      if (baseline.ema() != null) {
        ema(at + "/baseline/ema", baseline.ema(), measure, findings);
      }
    } else if (rule.learn() != RuleSpec.Learn.SKIP_ANOMALOUS) {
      findings.add(at + "/learn", "needs a baseline to teach, and this rule has none");
    }
    guard(at + "/guard", rule, findings);
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
          "{} is shorter than the window of "
              + DurationText.format(measure.window())
              + ", so the baseline would be forgotten before it is used",
          DurationText.format(ema.ttl()));
    }
  }

  private static void guard(String path, RuleSpec rule, Findings findings) {
    GuardSpec guard = rule.guard();
    if (guard == null) {
      return;
    }
    Double significance = guard.significance();
    if (significance != null) {
      if (!(significance > 0 && significance < 1)) {
        findings.add(
            path + "/significance",
            "{} is not allowed; a probability above 0 and below 1 is, such as 1.0e-4",
            significance);
      }
      needsBaseline(path + "/significance", rule, findings);
    }
    if (guard.warmup() < 0) {
      findings.add(path + "/warmup", "{} is negative; write 0 or more windows", guard.warmup());
    } else if (guard.warmup() > 0) {
      needsBaseline(path + "/warmup", rule, findings);
    }
    if (guard.minSamples() < 0) {
      findings.add(
          path + "/minSamples", "{} is negative; write 0 or more events", guard.minSamples());
    }
  }

  private static void needsBaseline(String path, RuleSpec rule, Findings findings) {
    if (rule.baseline() == null) {
      findings.add(
          path,
          "needs a baseline to compare with; add one to the rule, such as baseline: {ema: {alpha:"
              + " 0.2}}");
    }
  }

  private static void message(String path, @Nullable String message, Findings findings) {
    if (message == null) {
      return;
    }
    findings.notBlank(path, "write a sentence, or leave the key out", message);
    Matcher matcher = PLACEHOLDER.matcher(message);
    while (matcher.find()) {
      String name = matcher.group(1);
      if (!RuleSpec.MESSAGE_PLACEHOLDERS.contains(name)) {
        findings.add(
            path,
            "there is no {}"
                + NearestName.choice(name, RuleSpec.MESSAGE_PLACEHOLDERS, "allowed in braces"),
            "{" + name + "}");
      }
    }
  }
}
