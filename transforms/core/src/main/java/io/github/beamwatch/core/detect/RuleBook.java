package io.github.beamwatch.core.detect;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.core.expression.MetricCatalog;
import io.github.beamwatch.core.spec.EmaSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.RuleSpec;
import io.github.beamwatch.core.spec.RuleSpec.Learn;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a spec, compiled, and which of them share a baseline.
 *
 * @param rules in the order of the spec
 * @param groups the baselines
 * @param groupOfRule for each rule the position of its baseline; −1 where it has none
 */
record RuleBook(
    List<Rule> rules, List<BaselineGroup> groups, List<Integer> groupOfRule, GapFilling gaps)
    implements Serializable {

  static RuleBook of(PipelineSpec spec) {
    MetricCatalog catalog = MetricCatalog.of(spec.measure());
    List<Rule> rules = new ArrayList<>();
    List<BaselineGroup> groups = new ArrayList<>();
    List<Integer> groupOfRule = new ArrayList<>();
    Set<Long> identities = new HashSet<>();
    for (RuleSpec ruleSpec : spec.detect()) {
      if (!identities.add(Identity.of("rule " + ruleSpec.rule()))) {
        throw new IllegalArgumentException("two rules are named " + ruleSpec.rule());
      }
      if (ruleSpec.absent() != null || ruleSpec.detector() != null) {
        groupOfRule.add(-1);
        rules.add(
            ruleSpec.absent() != null
                ? new AbsenceRule(ruleSpec, spec.alerts())
                : detectorRule(spec, ruleSpec, catalog));
        continue;
      }
      int metric = metric(catalog, ruleSpec, requireNonNull(ruleSpec.metric()));
      ConditionRule rule = new ConditionRule(ruleSpec, spec.alerts(), catalog, metric);
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
          Learn learn = requireNonNull(ruleSpec.learn());
          groups.add(new BaselineGroup(identity, rule.reader(), ema, learn, List.of()));
        }
        groups.set(group, groups.get(group).with(rules.size()));
        groupOfRule.add(group);
      }
      rules.add(rule);
    }
    return new RuleBook(
        List.copyOf(rules),
        List.copyOf(groups),
        List.copyOf(groupOfRule),
        GapFilling.of(spec.measure(), catalog));
  }

  /** The rule of that identity; null where there is none. */
  @Nullable Rule rule(long identity) {
    return rules.stream().filter(rule -> rule.identity() == identity).findFirst().orElse(null);
  }

  private static DetectorRule detectorRule(
      PipelineSpec spec, RuleSpec rule, MetricCatalog catalog) {
    StringBuilder definition = new StringBuilder("window " + spec.measure().window());
    List<MetricReader> readers = new ArrayList<>();
    for (String channel : rule.channels()) {
      int metric = metric(catalog, rule, channel);
      definition.append('\n').append(catalog.definition(metric));
      readers.add(new MetricReader(catalog, metric));
    }
    return new DetectorRule(rule, spec.alerts(), definition.toString(), readers);
  }

  private static int metric(MetricCatalog catalog, RuleSpec rule, String name) {
    return catalog
        .indexOf(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "rule "
                        + rule.rule()
                        + ": there is no metric "
                        + name
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
            "learn " + requireNonNull(rule.learn())));
  }
}
