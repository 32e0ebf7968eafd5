package io.github.beamwatch.core.detect;

import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.series.MetricPoint;
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

  private final RuleBook book;

  private SeriesEvaluator(RuleBook book) {
    this.book = book;
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
   * spec; or a single one of kind {@link Kind#LATE}, and the state stays as it is, where the window
   * does not come after the last one.
   */
  public void evaluate(SeriesState state, MetricPoint point, Consumer<Verdict> verdicts) {
    if (!state.isAfterLast(point)) {
      verdicts.accept(late(point));
      return;
    }
    boolean adjacent = state.isAdjacent(point);
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
      EmaBaseline reference = group < 0 ? null : baselines[group].reference();
      Verdict verdict = rules.get(i).judge(ruleCells[i], point, reference, adjacent);
      kinds[i] = verdict.kind();
      verdicts.accept(verdict);
    }
    for (int i = 0; i < baselines.length; i++) {
      BaselineGroup group = groups.get(i);
      Observation now = group.reader().read(point);
      group.learn(baselines[i], now, rules, kinds, ruleCells, point.windowEnd());
    }
    state.windowDone(point);
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
        point.samples(),
        null,
        null);
  }
}
