package io.github.beamwatch.core.check;

import io.github.beamwatch.core.spec.LiveRulesSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.RuleSpec;
import io.github.beamwatch.core.spec.SpecProblem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks of where newer rules come from, and of what they may change. */
public final class LiveRules {

  private LiveRules() {}

  static void check(String path, PipelineSpec spec, Findings findings) {
    LiveRulesSpec live = spec.liveRules();
    if (live == null) {
      return;
    }
    if (spec.source() != null && spec.source().files() != null) {
      findings.add(
          path,
          "goes with a stream only: files are judged in one go, by detect; take this key out, or run"
              + " the rules on files with --input");
    }
    Map<String, Boolean> kinds = new LinkedHashMap<>();
    kinds.put("file", live.file() != null);
    kinds.put("kafka", live.kafka() != null);
    findings.exactlyOne(path, kinds);
    findings.positive(path + "/every", live.every());
    if (live.file() != null) {
      findings.notBlank(path + "/file/path", "name a path or glob", live.file().path());
    }
    if (live.kafka() != null) {
      ConnectorRules.topic(path + "/kafka/topic", live.kafka().topic(), findings);
      ConnectorRules.addresses(
          path + "/kafka/bootstrapServers", live.kafka().bootstrapServers(), findings);
    }
  }

  /**
   * What is wrong with other rules for a job: all that {@link SpecRules} finds, and changes that a
   * running job cannot follow.
   *
   * @param spec the spec of the job
   */
  public static List<SpecProblem> check(PipelineSpec spec, List<RuleSpec> rules) {
    Findings findings = new Findings();
    List<RuleSpec> absent = absent(spec.detect());
    if (!absent.equals(absent(rules))) {
      findings.add(
          "/detect",
          "cannot change rules on silence while the job runs; leave those with absent as they are in"
              + " the spec: "
              + (absent.isEmpty()
                  ? "none"
                  : Findings.list(absent.stream().map(RuleSpec::rule).toList())));
    }
    SpecRules.check(spec.withDetect(rules)).forEach(problem -> findings.add(problem));
    return findings.all();
  }

  private static List<RuleSpec> absent(List<RuleSpec> rules) {
    return rules.stream().filter(rule -> rule.absent() != null).toList();
  }
}
