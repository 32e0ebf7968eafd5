package io.github.beamwatch.core.check;

import io.github.beamwatch.core.spec.AbsenceSpec;
import io.github.beamwatch.core.spec.RuleSpec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Checks of a rule on silence, which has no metric and nothing to compare it with. */
final class AbsenceRules {

  private AbsenceRules() {}

  static void check(String at, RuleSpec rule, AbsenceSpec absent, Findings findings) {
    findings.positive(at + "/absent/after", absent.after());
    Map<String, Boolean> foreign = new LinkedHashMap<>();
    foreign.put("metric", rule.metric() != null);
    foreign.put("metrics", !rule.metrics().isEmpty());
    foreign.put("when", rule.when() != null);
    foreign.put("baseline", rule.baseline() != null);
    foreign.put("detector", rule.detector() != null);
    foreign.put("guard", rule.guard() != null);
    foreign.put("direction", rule.direction() != RuleSpec.Direction.BOTH);
    foreign.put("ttl", rule.ttl() != null);
    foreign.put("occurrences", rule.occurrences() != null);
    foreign.put("for", !rule.holdFor().equals(Duration.ZERO));
    foreign.forEach(
        (key, present) -> {
          if (present) {
            findings.add(
                at + "/" + key, "does not go with absent: a series that is silent has no values");
          }
        });
  }
}
