package io.github.beamwatch.pipelines.backtest;

import io.github.beamwatch.pipelines.backtest.BacktestReport.IncidentOutcome;
import io.github.beamwatch.pipelines.evaluate.RaisedAlert;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Which series are drawn, each with one rule: those with the most alerts, then those with an
 * incident that was missed, then one of each rule that has none yet.
 */
final class Panels {
  static final int MOST = 20;

  private Panels() {}

  private record Panel(RuleHistory rule, SortedMap<String, String> labels) {}

  static List<Trace> choose(
      List<RuleHistory> rules, List<IncidentOutcome> incidents, Instant from, Instant to) {
    Set<Panel> panels = new LinkedHashSet<>();
    Map<Panel, Integer> alerts = new HashMap<>();
    for (RuleHistory rule : rules) {
      for (RaisedAlert alert : rule.alerts()) {
        alerts.merge(new Panel(rule, alert.labels()), 1, Integer::sum);
      }
    }
    alerts.entrySet().stream()
        .sorted(
            Comparator.comparingInt((Map.Entry<Panel, Integer> e) -> -e.getValue())
                .thenComparing(e -> e.getKey().labels().toString())
                .thenComparing(e -> rules.indexOf(e.getKey().rule())))
        .limit(MOST)
        .forEach(entry -> panels.add(entry.getKey()));
    for (IncidentOutcome missed : incidents) {
      for (RuleHistory rule : rules) {
        SortedMap<String, String> any = rule.anySeries();
        if (missed.first() == null
            && missed.inShadow() == null
            && missed.incident().concerns(rule.rule().rule())
            && any != null
            && any.keySet().equals(missed.incident().labels().keySet())) {
          panels.add(new Panel(rule, missed.incident().labels()));
        }
      }
    }
    Set<RuleHistory> drawn = panels.stream().map(Panel::rule).collect(Collectors.toSet());
    for (RuleHistory rule : rules) {
      SortedMap<String, String> any = rule.anySeries();
      if (any != null && drawn.add(rule)) {
        panels.add(new Panel(rule, any));
      }
    }
    return panels.stream()
        .limit(MOST)
        .map(panel -> new Trace(panel.labels(), panel.rule(), from, to))
        .toList();
  }
}
