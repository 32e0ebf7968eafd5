package io.github.beamwatch.core.detect;

import io.github.beamwatch.core.expression.MetricCatalog;
import io.github.beamwatch.core.spec.EmaSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.RuleSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules of a spec, compiled, and which of them share a baseline.
 *
 * @param rules in the order of the spec
 * @param groups the baselines
 * @param groupOfRule for each rule the position of its baseline; −1 where it has none
 */
record RuleBook(List<Rule> rules, List<BaselineGroup> groups, List<Integer> groupOfRule)
    implements Serializable {

  static RuleBook of(PipelineSpec spec) {
    MetricCatalog catalog = MetricCatalog.of(spec.measure());
    List<Rule> rules = new ArrayList<>();
    List<BaselineGroup> groups = new ArrayList<>();
    List<Integer> groupOfRule = new ArrayList<>();
    Set<Long> identities = new HashSet<>();
    for (RuleSpec ruleSpec : spec.detect()) {
      int metric = metric(catalog, ruleSpec);
      Rule rule = new Rule(ruleSpec, spec.alerts(), catalog, metric);
      if (!identities.add(rule.identity())) {
        throw new IllegalArgumentException("two rules are named " + ruleSpec.rule());
      }
      EmaSpec ema = ruleSpec.baseline() == null ? null : ruleSpec.baseline().ema();
      if (ema == null) {
        if (rule.condition().relative()) {
          throw new IllegalArgumentException(
              "rule " + ruleSpec.rule() + ": a ratio needs a baseline to be compared with");
        }
        groupOfRule.add(-1);
      } else {
        long identity = identity(spec, catalog.definition(metric), ruleSpec, ema);
        int group = position(groups, identity);
        if (group == groups.size()) {
          groups.add(new BaselineGroup(identity, rule.reader(), ema, ruleSpec.learn(), List.of()));
        }
        groups.set(group, groups.get(group).with(rules.size()));
        groupOfRule.add(group);
      }
      rules.add(rule);
    }
    return new RuleBook(List.copyOf(rules), List.copyOf(groups), List.copyOf(groupOfRule));
  }

  private static int metric(MetricCatalog catalog, RuleSpec rule) {
    return catalog
        .indexOf(rule.metric())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "rule "
                        + rule.rule()
                        + ": there is no metric "
                        + rule.metric()
                        + "; there are "
                        + String.join(", ", catalog.names())));
  }

  private static int position(List<BaselineGroup> groups, long identity) {
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).identity() == identity) {
        return i;
      }
    }
    return groups.size();
  }

  /** Another definition, window or way of learning is another baseline, and starts anew. */
  private static long identity(PipelineSpec spec, String definition, RuleSpec rule, EmaSpec ema) {
    return Identity.of(
        String.join(
            "\n",
            "ema baseline of " + rule.metric(),
            definition,
            "window " + spec.measure().window(),
            "alpha " + ema.alpha(),
            "ttl " + ema.ttl(),
            "learn " + rule.learn()));
  }
}
