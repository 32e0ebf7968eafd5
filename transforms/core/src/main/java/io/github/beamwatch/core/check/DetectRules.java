package io.github.beamwatch.core.check;

import io.github.beamwatch.core.alert.MessageTemplate;
import io.github.beamwatch.core.spec.AbsenceSpec;
import io.github.beamwatch.core.spec.ConditionSpec;
import io.github.beamwatch.core.spec.DetectorSpec;
import io.github.beamwatch.core.spec.GuardSpec;
import io.github.beamwatch.core.spec.MeasureSpec;
import io.github.beamwatch.core.spec.NearestName;
import io.github.beamwatch.core.spec.RuleSpec;
import io.github.beamwatch.core.spec.RuleSpec.Direction;
import io.github.beamwatch.core.spec.RuleSpec.OccurrencesSpec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of the rules. */
final class DetectRules {

  private static final Pattern RULE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_.-]*)}");

  private DetectRules() {}

  static void check(
      String path, List<RuleSpec> rules, @Nullable MeasureSpec measure, Findings findings) {
    Map<String, Integer> firstOfName = new HashMap<>();
    List<String> labels = measure == null ? List.of() : measure.groupBy();
    for (int i = 0; i < rules.size(); i++) {
      String at = Findings.at(path, i);
      RuleSpec rule = rules.get(i);
      name(at + "/rule", rule.rule(), i, firstOfName, findings);
      judgement(at, rule, measure, findings);
      deltas(at + "/guard", rule, findings);
      occurrences(at + "/occurrences", rule.occurrences(), findings);
      SeverityRules.check(at + "/severity", rule.severity(), findings);
      findings.notNegative(at + "/for", rule.holdFor());
      findings.notNegative(at + "/keepFiringFor", rule.keepFiringFor());
      message(at + "/message", rule.message(), labels, findings);
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

  /** A rule has a detector, a condition, or is on silence. */
  private static void judgement(
      String at, RuleSpec rule, @Nullable MeasureSpec measure, Findings findings) {
    AbsenceSpec absent = rule.absent();
    if (absent != null) {
      AbsenceRules.check(at, rule, absent, findings);
      return;
    }
    metric(at + "/metric", rule.metric(), measure, findings);
    for (int i = 0; i < rule.metrics().size(); i++) {
      metric(Findings.at(at + "/metrics", i), rule.metrics().get(i), measure, findings);
    }
    DetectorSpec detector = rule.detector();
    if (rule.metric() != null && !rule.metrics().isEmpty()) {
      findings.add(at + "/metrics", "does not go with metric; write one of them");
    } else if (rule.channels().isEmpty()) {
      findings.add(at, "needs a metric" + (detector == null ? "" : ", or metrics: [a, b]"));
    }
    if (detector != null) {
      DetectorRules.check(at, rule, detector, findings);
      return;
    }
    if (!rule.metrics().isEmpty()) {
      findings.add(at + "/metrics", "needs a detector that looks at several: detector: auto");
    }
    if (rule.when() == null) {
      findings.add(at, "needs a condition, such as when: {above: 100}, or a detector: auto");
    }
    if (rule.direction() != Direction.BOTH) {
      findings.add(at + "/direction", "goes with detector only; when says the side by itself");
    }
    if (rule.ttl() != null) {
      findings.add(at + "/ttl", "goes with detector only; write it into baseline.ema");
    }
    condition(at + "/when", rule.when(), findings);
    BaselineRules.check(at, rule, measure, findings);
  }

  private static void deltas(String path, RuleSpec rule, Findings findings) {
    GuardSpec guard = rule.guard();
    if (guard == null) {
      return;
    }
    Map<String, Double> deltas = new LinkedHashMap<>();
    deltas.put("minAbsDelta", guard.minAbsDelta());
    deltas.put("minRelDelta", guard.minRelDelta());
    deltas.forEach(
        (key, delta) -> {
          if (!(delta >= 0) || delta.isInfinite()) {
            findings.add(path + "/" + key, "{} is not allowed; write 0 or more", delta);
          } else if (delta > 0 && rule.detector() == null && rule.baseline() == null) {
            findings.add(path + "/" + key, "needs an expected value: add a baseline or a detector");
          }
        });
  }

  private static void occurrences(
      String path, @Nullable OccurrencesSpec occurrences, Findings findings) {
    if (occurrences == null || occurrences.of() == null || occurrences.atLeast() == null) {
      return;
    }
    if (occurrences.of() < 1 || occurrences.of() > 64) {
      findings.add(path + "/of", "{} is not allowed; write 1 to 64 windows", occurrences.of());
    } else if (occurrences.atLeast() < 1 || occurrences.atLeast() > occurrences.of()) {
      findings.add(path + "/atLeast", "{} is not allowed; write 1 up to of", occurrences.atLeast());
    }
  }

  private static void metric(
      String path, @Nullable String metric, @Nullable MeasureSpec measure, Findings findings) {
    if (metric == null || measure == null) {
      return;
    }
    Set<String> known = new LinkedHashSet<>(measure.metrics().keySet());
    known.addAll(measure.measures().keySet());
    if (!known.isEmpty() && !known.contains(metric)) {
      findings.add(
          path, "there is no metric {}" + NearestName.choice(metric, known, "there are"), metric);
    }
  }

  private static void condition(String path, @Nullable ConditionSpec when, Findings findings) {
    if (when == null) {
      return;
    }
    Map<String, Boolean> kinds = new LinkedHashMap<>();
    kinds.put("below", when.below() != null);
    kinds.put("above", when.above() != null);
    kinds.put("belowRatio", when.belowRatio() != null);
    kinds.put("aboveRatio", when.aboveRatio() != null);
    findings.exactlyOne(path, kinds);
    Double below = when.belowRatio();
    if (below != null && !(below > 0 && below < 1)) {
      findings.add(
          path + "/belowRatio",
          "{} is not allowed; a share of the baseline lies above 0 and below 1",
          below);
    }
    Double above = when.aboveRatio();
    if (above != null && !(above > 1)) {
      findings.add(
          path + "/aboveRatio",
          "{} is not allowed; a multiple of the baseline lies above 1",
          above);
    }
  }

  private static void message(
      String path, @Nullable String message, List<String> labels, Findings findings) {
    if (message == null) {
      return;
    }
    findings.notBlank(path, "write a sentence, or leave the key out", message);
    Matcher matcher = PLACEHOLDER.matcher(message);
    while (matcher.find()) {
      String name = matcher.group(1);
      if (!MessageTemplate.PLACEHOLDERS.contains(name) && !labels.contains(name)) {
        findings.add(
            path,
            "nothing is known to fill {} with"
                + NearestName.choice(name, MessageTemplate.PLACEHOLDERS, "allowed in braces")
                + ", and the fields of groupBy",
            "{" + name + "}");
      }
    }
  }
}
