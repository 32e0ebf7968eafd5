package io.github.beamwatch.pipelines.backtest;

import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import io.github.beamwatch.core.spec.ConditionSpec;
import io.github.beamwatch.core.spec.RuleSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One series as one rule saw it, thinned to what a drawing can show: bounded memory, whatever the
 * history's length. Lines may come in any order.
 */
final class Trace {
  static final int COLUMNS = 880;

  private final SortedMap<String, String> labels;
  private final RuleHistory history;
  private final long from;
  private final long to;
  private final Envelope values = new Envelope(COLUMNS);
  private final Envelope scores = new Envelope(COLUMNS);
  private final @Nullable Level[] levels = new Level[COLUMNS];
  private final List<Change> changes = new ArrayList<>();
  private long last;
  private long lines;

  /** What the rule knew at a time: the last in its column. */
  record Level(long time, double expected, double lower, double upper) {}

  /** A time in which an alert fired. */
  record Span(long start, long end) {}

  private record Change(long start, long end, AlertStatus status) {}

  Trace(SortedMap<String, String> labels, RuleHistory history, Instant from, Instant to) {
    this.labels = labels;
    this.history = history;
    this.from = from.toEpochMilli();
    this.to = Math.max(to.toEpochMilli(), this.from + 1);
    this.last = this.from;
  }

  /** Takes a line in; others than of this series and rule are passed over. */
  void add(ScoreLine line) {
    if (!line.rule().equals(rule().rule()) || !line.labels().equals(labels)) {
      return;
    }
    lines++;
    long time = line.start().toEpochMilli();
    int column = (int) Math.min(COLUMNS - 1, (time - from) * COLUMNS / (to - from));
    values.add(column, time, line.value());
    scores.add(column, time, line.score());
    Level before = levels[column];
    if (before == null || before.time() <= time) {
      levels[column] = level(line, time);
    }
    last = Math.max(last, line.end().toEpochMilli());
    if (line.alert() != null) {
      changes.add(new Change(time, line.end().toEpochMilli(), line.alert()));
    }
  }

  private Level level(ScoreLine line, long time) {
    double expected = line.expected();
    ConditionSpec when = rule().when();
    if (when == null) {
      return new Level(time, expected, line.lower(), line.upper());
    }
    Double below = when.below() != null ? when.below() : times(when.belowRatio(), expected);
    Double above = when.above() != null ? when.above() : times(when.aboveRatio(), expected);
    return new Level(
        time,
        expected,
        below == null ? Double.NEGATIVE_INFINITY : below,
        above == null ? Double.POSITIVE_INFINITY : above);
  }

  private static @Nullable Double times(@Nullable Double ratio, double expected) {
    return ratio == null ? null : Double.valueOf(ratio * expected);
  }

  /** When alerts fired, by time; one that was not resolved fires in its window, or to the end. */
  List<Span> spans(boolean resolved) {
    List<Change> sorted = changes.stream().sorted(Comparator.comparingLong(Change::start)).toList();
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      Change change = sorted.get(i);
      if (change.status() == AlertStatus.FIRING) {
        long end =
            !resolved ? change.end() : i + 1 < sorted.size() ? sorted.get(i + 1).start() : last;
        spans.add(new Span(change.start(), Math.max(end, change.end())));
      }
    }
    return spans;
  }

  /** Whether there is only a score: the rule looks at several values, or at none. */
  boolean scoreOnly() {
    return values.isEmpty();
  }

  /** Whether there is anything to see: a series of one point has no course. */
  boolean worthDrawing() {
    return lines > 1;
  }

  Envelope points() {
    return scoreOnly() ? scores : values;
  }

  @Nullable Level[] levels() {
    return levels;
  }

  SortedMap<String, String> labels() {
    return labels;
  }

  RuleHistory history() {
    return history;
  }

  RuleSpec rule() {
    return history.rule();
  }

  long from() {
    return from;
  }

  long to() {
    return to;
  }
}
