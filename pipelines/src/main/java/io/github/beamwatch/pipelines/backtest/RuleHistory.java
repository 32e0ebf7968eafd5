package io.github.beamwatch.pipelines.backtest;

import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.RuleSpec;
import io.github.beamwatch.core.spec.RuleSpec.Mode;
import io.github.beamwatch.pipelines.evaluate.RaisedAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What one rule did: its windows by verdict, its alerts, and what it needs for a what-if. */
final class RuleHistory {
  private final RuleSpec rule;
  private final @Nullable ThresholdLadder ladder;
  private final Exceedances.Pace pace;
  private final Map<Kind, Long> windows = new EnumMap<>(Kind.class);
  private final List<RaisedAlert> alerts = new ArrayList<>();
  private final Map<SortedMap<String, String>, Exceedances> beyond = new HashMap<>();
  private @Nullable SortedMap<String, String> anySeries;

  RuleHistory(RuleSpec rule, PipelineSpec spec) {
    this.rule = rule;
    this.ladder = ThresholdLadder.of(rule);
    Duration window = spec.measure().window();
    this.pace =
        Exceedances.Pace.of(
            window == null ? Duration.ZERO : window,
            rule.holdFor(),
            rule.keepFiringFor(),
            spec.alerts().cooldown(),
            spec.alerts().sendResolved());
  }

  void add(ScoreLine line) {
    windows.merge(line.kind(), 1L, Long::sum);
    if (anySeries == null || line.labels().toString().compareTo(anySeries.toString()) < 0) {
      anySeries = line.labels();
    }
    if (line.fires()) {
      alerts.add(line.asAlert());
    }
    if (ladder != null && mayBeAnomaly(line, ladder)) {
      beyond
          .computeIfAbsent(line.labels(), series -> new Exceedances())
          .add(line.start().toEpochMilli(), line.score());
    }
  }

  /**
   * A normal window whose score is beyond the rule's own threshold was held back by the guard or
   * the direction, and would be again.
   */
  private static boolean mayBeAnomaly(ScoreLine line, ThresholdLadder ladder) {
    return switch (line.kind()) {
      case ANOMALY -> ladder.beyond(line.score(), ladder.loosest());
      case NORMAL ->
          !ladder.beyond(line.score(), ladder.own())
              && ladder.beyond(line.score(), ladder.loosest())
              && ladder.looksAt(line.value(), line.expected());
      case WARMUP, NO_DATA, LATE, ERROR -> false;
    };
  }

  /** The alerts at another threshold, in no particular order. */
  List<RaisedAlert> alertsAt(double threshold, ThresholdLadder thresholds) {
    List<RaisedAlert> would = new ArrayList<>();
    beyond.forEach(
        (series, windowsOfSeries) ->
            windowsOfSeries.alerts(
                score -> thresholds.beyond(score, threshold),
                pace,
                start ->
                    would.add(
                        new RaisedAlert(
                            rule.rule(),
                            series,
                            Instant.ofEpochMilli(start),
                            Instant.ofEpochMilli(start + pace.window()),
                            ""))));
    return would;
  }

  /** The alerts that fired or, of a rule in shadow, would have, by time. */
  List<RaisedAlert> alerts() {
    return alerts.stream()
        .sorted(
            Comparator.comparing(RaisedAlert::windowStart)
                .thenComparing(alert -> alert.labels().toString()))
        .toList();
  }

  long count(Kind kind) {
    return windows.getOrDefault(kind, 0L);
  }

  RuleSpec rule() {
    return rule;
  }

  @Nullable ThresholdLadder ladder() {
    return ladder;
  }

  boolean shadow() {
    return rule.mode() == Mode.SHADOW;
  }

  /** The first series by its labels; null where the rule saw none. */
  @Nullable SortedMap<String, String> anySeries() {
    return anySeries;
  }
}
