package io.github.beamwatch.core.detect;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.series.SeriesKey;
import io.github.beamwatch.core.spec.PipelineSpec;
import java.io.Serializable;
import java.util.List;
import java.util.function.Consumer;

/**
 * Judges the windows of a series by the rules of a spec, in event-time order: score first, then
 * learn.
 *
 * <p>Rules that look at the same metric with the same baseline and the same learning policy share
 * one baseline; a window that any of them calls an anomaly is one to all of them. A window in
 * warm-up always teaches. A baseline that learned nothing for its time to live is forgotten, so a
 * new level that lasts is accepted after that time, and not before.
 *
 * <pre>{@code
 * SeriesEvaluator evaluator = SeriesEvaluator.of(spec);
 * SeriesState state = new SeriesState();
 * points.forEach(point -> evaluator.evaluate(state, point, verdicts::add));
 * }</pre>
 */
public final class SeriesEvaluator implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The detector of the ratio rules; its score is {@code value / expected}. */
  public static final String EMA_RATIO = "ema_ratio";

  /** The detector of the fixed limits; its score is the value. */
  public static final String THRESHOLD = "threshold";

  /** The detector, and the rule, of a {@link Kind#LATE} verdict. */
  public static final String ORDER = "order";

  /** The detector, and the metric, of the rules on silence. */
  public static final String ABSENCE = "absence";

  /** The detector of a verdict that ends the alert of a rule which is there no more. */
  public static final String RETIRED = "retired";

  private final RuleBook book;
  private final boolean everyEventIsAPoint;
  private final boolean watchesSilence;

  private SeriesEvaluator(RuleBook book) {
    this.book = book;
    this.everyEventIsAPoint = book.gaps().windowMillis() == 0;
    this.watchesSilence = book.rules().stream().anyMatch(AbsenceRule.class::isInstance);
  }

  /**
   * Compiles the rules of a spec.
   *
   * @throws IllegalArgumentException with one sentence where a rule cannot be used
   */
  public static SeriesEvaluator of(PipelineSpec spec) {
    return new SeriesEvaluator(RuleBook.of(spec));
  }

  /**
   * Judges one window and learns from it. Gives one verdict for each rule, in the order of the
   * spec, after those of windows without events that came between, where these are filled in or are
   * an alert by themselves; or a single one of kind {@link Kind#LATE}, and the state stays as it
   * is, where the window does not come after the last one.
   */
  public void evaluate(SeriesState state, MetricPoint point, Consumer<Verdict> verdicts) {
    if (!state.isAfterLast(point)) {
      verdicts.accept(late(point));
      return;
    }
    if (state.begun()) {
      silence(state, point.series(), point.windowStart(), verdicts);
      book.gaps()
          .between(state.lastWindowEnd(), state.lastValues(), point)
          .forEach(filled -> judge(state, filled, verdict -> verdicts.accept(verdict.asImputed())));
    }
    judge(state, point, verdicts);
    if (watchesSilence) {
      RuleCell[] cells = state.cells(book).rules();
      for (int i = 0; i < cells.length; i++) {
        if (book.rules().get(i) instanceof AbsenceRule absence) {
          verdicts.accept(absence.present(cells[i], point));
        }
      }
    }
  }

  /**
   * Ends the alerts of rules that are not among these rules any more. To be called before a window
   * is the first of its series to be judged by another version of the rules.
   *
   * @param others versions among which the rules may be found that a series remembers
   */
  public void retire(
      SeriesState state,
      MetricPoint point,
      Iterable<SeriesEvaluator> others,
      Consumer<Verdict> verdicts) {
    if (state.isAfterLast(point)) {
      state
          .orphans(book)
          .forEach(
              (identity, cell) -> {
                for (SeriesEvaluator other : others) {
                  Rule rule = other.book.rule(identity);
                  if (rule != null) {
                    Verdict ended = rule.retire(cell, point);
                    if (ended != null) {
                      verdicts.accept(ended);
                    }
                    return;
                  }
                }
              });
    }
  }

  /** Whether any rule asks for an alert when a series is silent. */
  public boolean watchesSilence() {
    return watchesSilence;
  }

  /**
   * The event time at which a series is to be looked at again by {@link #watch}, if no point of it
   * comes before: when the windows that begin up to the first deadline have all closed.
   *
   * @return epoch milliseconds; {@code Long.MAX_VALUE} where there is nothing to wait for
   */
  public long nextWatch(SeriesState state) {
    long next = Long.MAX_VALUE;
    for (Rule rule : book.rules()) {
      if (rule instanceof AbsenceRule absence
          && state.begun()
          && !state.rule(rule.identity()).alert.firing()) {
        next = Math.min(next, absence.deadline(state.lastWindowEnd()) + windowMillis());
      }
    }
    return next;
  }

  /**
   * Looks at a series of which every window that closed before now is known: gives verdicts where
   * it has been silent for too long.
   */
  public void watch(SeriesState state, SeriesKey series, long now, Consumer<Verdict> verdicts) {
    silence(state, series, now - windowMillis() + 1, verdicts);
  }

  /** Nothing came before this time: it is the start of the next window, or not yet known. */
  private void silence(
      SeriesState state, SeriesKey series, long before, Consumer<Verdict> verdicts) {
    if (!watchesSilence) {
      return;
    }
    for (Rule rule : book.rules()) {
      if (rule instanceof AbsenceRule absence && absence.deadline(state.lastWindowEnd()) < before) {
        RuleCell cell = state.rule(rule.identity());
        if (!cell.alert.firing()) {
          verdicts.accept(absence.silent(cell, series, state.lastWindowEnd()));
        }
      }
    }
  }

  private long windowMillis() {
    return Math.max(1, book.gaps().windowMillis());
  }

  private void judge(SeriesState state, MetricPoint point, Consumer<Verdict> verdicts) {
    boolean adjacent = everyEventIsAPoint ? state.begun() : state.isAdjacent(point);
    SeriesState.Cells cells = state.cells(book);
    RuleCell[] ruleCells = cells.rules();
    BaselineCell[] baselines = cells.baselines();
    List<Rule> rules = book.rules();
    List<BaselineGroup> groups = book.groups();
    for (int i = 0; i < baselines.length; i++) {
      BaselineGroup group = groups.get(i);
      if (baselines[i].forget(point.windowEnd(), group.ema().ttl().toMillis())) {
        group.rules().forEach(rule -> ruleCells[rule].evidence = null);
      }
    }
    Kind[] kinds = new Kind[rules.size()];
    for (int i = 0; i < kinds.length; i++) {
      int group = book.groupOfRule().get(i);
      Verdict verdict;
      if (rules.get(i) instanceof ConditionRule rule) {
        EmaBaseline reference = group < 0 ? null : baselines[group].reference();
        verdict = rule.judge(ruleCells[i], point, reference, adjacent);
      } else if (rules.get(i) instanceof DetectorRule rule) {
        DetectorCell memory = requireNonNull(cells.detectors()[i]);
        verdict = rule.judge(ruleCells[i], memory, point, adjacent);
      } else {
        continue;
      }
      kinds[i] = verdict.kind();
      verdicts.accept(verdict);
    }
    for (int i = 0; i < baselines.length; i++) {
      BaselineGroup group = groups.get(i);
      Observation now = group.reader().read(point);
      group.learn(baselines[i], now, rules, kinds, ruleCells, point.windowEnd());
    }
    state.windowDone(point, book.gaps().needsLast());
  }

  private static Verdict late(MetricPoint point) {
    return new Verdict(
        point.series(),
        ORDER,
        "",
        ORDER,
        point.windowStart(),
        point.windowEnd(),
        Kind.LATE,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        point.samples(),
        null,
        false,
        null);
  }
}
