package io.github.beamwatch.core.detect;

import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.expression.MetricCatalog;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.spec.EmaSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.RuleSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

  private final List<Rule> rules = new ArrayList<>();
  private final List<AlertLifecycle> lifecycles = new ArrayList<>();
  private final List<Long> alertIdentities = new ArrayList<>();
  private final List<MetricReader> readers = new ArrayList<>();
  private final List<Integer> groupOfRule = new ArrayList<>();
  private final List<BaselineGroup> groups;
  private final Set<Long> liveBaselines = new HashSet<>();
  private final Set<Long> liveAlerts = new HashSet<>();

  private SeriesEvaluator(PipelineSpec spec) {
    MetricCatalog catalog = MetricCatalog.of(spec.measure());
    Map<Long, BaselineGroup> byIdentity = new LinkedHashMap<>();
    for (RuleSpec rule : spec.detect()) {
      int index =
          catalog
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
      int position = rules.size();
      MetricReader reader = new MetricReader(catalog, index);
      readers.add(reader);
      rules.add(new Rule(rule));
      lifecycles.add(
          AlertLifecycle.of(
              rule.holdFor(),
              rule.keepFiringFor(),
              spec.alerts().cooldown(),
              spec.alerts().sendResolved()));
      long alert = Identity.of("alert of rule " + rule.rule());
      alertIdentities.add(alert);
      if (!liveAlerts.add(alert)) {
        throw new IllegalArgumentException("there are two rules named " + rule.rule());
      }
      EmaSpec ema = rule.baseline() == null ? null : rule.baseline().ema();
      if (ema == null) {
        groupOfRule.add(-1);
        continue;
      }
      long identity = identity(spec, catalog.definition(index), rule, ema);
      byIdentity
          .computeIfAbsent(
              identity, id -> new BaselineGroup(id, reader, ema, rule.learn(), new ArrayList<>()))
          .rules()
          .add(position);
      groupOfRule.add(new ArrayList<>(byIdentity.keySet()).indexOf(identity));
    }
    this.groups = List.copyOf(byIdentity.values());
    liveBaselines.addAll(byIdentity.keySet());
  }

  /**
   * Compiles the rules of a spec.
   *
   * @throws IllegalArgumentException with one sentence where a rule cannot be used
   */
  public static SeriesEvaluator of(PipelineSpec spec) {
    return new SeriesEvaluator(spec);
  }

  /**
   * Judges one window and learns from it. Gives one verdict for each rule, in the order of the
   * spec; or a single one of kind {@link Kind#LATE}, and the state stays as it is, where the window
   * does not come after the last one.
   */
  public void evaluate(SeriesState state, MetricPoint point, Consumer<Verdict> verdicts) {
    long last = state.lastWindowEnd().orElse(Long.MIN_VALUE);
    if (point.windowEnd() <= last) {
      verdicts.accept(late(point));
      return;
    }
    state.retain(liveBaselines, liveAlerts);
    EmaBaseline[] baselines = new EmaBaseline[groups.size()];
    for (int i = 0; i < baselines.length; i++) {
      baselines[i] = state.baseline(groups.get(i).identity());
      if (baselines[i].expired(point.windowEnd(), groups.get(i).ema().ttl().toMillis())) {
        baselines[i].forget();
      }
    }
    Kind[] kinds = new Kind[rules.size()];
    for (int i = 0; i < kinds.length; i++) {
      int group = groupOfRule.get(i);
      @Nullable EmaBaseline baseline = group < 0 ? null : baselines[group];
      MetricReader reader = readers.get(i);
      Verdict verdict = rules.get(i).judge(point, reader.read(point), baseline, reader.surprise());
      kinds[i] = verdict.kind();
      AlertState alert = state.alert(alertIdentities.get(i));
      verdicts.accept(lifecycles.get(i).advance(alert, verdict, point.windowStart() == last));
    }
    for (int i = 0; i < baselines.length; i++) {
      BaselineGroup group = groups.get(i);
      group.learn(baselines[i], group.reader().read(point), rules, kinds, point.windowEnd());
    }
    state.windowDone(point.windowEnd());
  }

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
