package io.github.beamwatch.beam.evaluate;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.alert.AlertCoder;
import io.github.beamwatch.beam.alert.AlertRaiser;
import io.github.beamwatch.beam.log.JobLog;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.detect.SeriesState;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.live.RuleLog;
import io.github.beamwatch.core.live.RuleReader;
import io.github.beamwatch.core.live.RuleTimeline;
import io.github.beamwatch.core.live.RuleTimeline.Rules;
import io.github.beamwatch.core.live.RuleVersion;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.series.SeriesKey;
import java.util.List;
import java.util.function.Consumer;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Judges metric points as {@link EvaluateSeries} does, by rules that may change while the job runs,
 * and raises their alerts, each in the name of the version that judged its window.
 *
 * <p>Input: metric points, unbounded, and the {@link RuleLog} as a side input; points wait until it
 * is there. Output: {@link #VERDICTS} and {@link #ALERTS}, in the global window. Which version
 * judges a window is said by {@link RuleTimeline}. State: the same cell in the same place as that
 * of {@link EvaluateSeries}; what belongs to unchanged baselines, detectors and rules stays in it.
 * A firing alert whose rule is taken out is resolved at the series' next window. Needs side inputs
 * in a stream and event-time timers: not for Spark.
 */
public final class EvaluateLive extends PTransform<PCollection<MetricPoint>, PCollectionTuple> {

  /** What the rules say. */
  public static final TupleTag<Verdict> VERDICTS = new TupleTag<>("verdicts") {};

  /** What is to be sent. */
  public static final TupleTag<Alert> ALERTS = new TupleTag<>("alerts") {};

  private final RuleVersion first;
  private final RuleReader reader;
  private final PCollectionView<Iterable<RuleLog>> rules;
  private final boolean transitionsOnly;

  private EvaluateLive(
      RuleVersion first,
      RuleReader reader,
      PCollectionView<Iterable<RuleLog>> rules,
      boolean transitionsOnly) {
    this.first = first;
    this.reader = reader;
    this.rules = rules;
    this.transitionsOnly = transitionsOnly;
  }

  /**
   * Judges by the rules of a spec until there are others.
   *
   * @param first the spec's own
   * @param reader reads what the log holds
   * @param rules the log; of several the newest counts
   */
  public static EvaluateLive by(
      RuleVersion first, RuleReader reader, PCollectionView<Iterable<RuleLog>> rules) {
    return new EvaluateLive(first, reader, rules, false);
  }

  /** Emits only verdicts that change an alert, and those that are late. */
  public EvaluateLive withTransitionsOnly() {
    return new EvaluateLive(first, reader, rules, true);
  }

  @Override
  public PCollectionTuple expand(PCollection<MetricPoint> points) {
    PCollectionTuple out =
        EvaluateSeries.inOrder(points)
            .apply(
                "EvaluateRules",
                ParDo.of(new EvaluateLiveFn(this))
                    .withSideInputs(rules)
                    .withOutputTags(VERDICTS, TupleTagList.of(ALERTS)));
    out.get(VERDICTS).setCoder(VerdictCoder.of());
    out.get(ALERTS).setCoder(AlertCoder.of());
    return out;
  }

  private static final class EvaluateLiveFn
      extends DoFn<KV<SeriesKey, List<TimestampedValue<MetricPoint>>>, Verdict> {

    private static final String CELL = EvaluateSeries.EvaluateSeriesFn.CELL;
    private static final String DEADLINE = "deadline";

    private final RuleVersion first;
    private final RuleReader reader;
    private final PCollectionView<Iterable<RuleLog>> rules;
    private final boolean transitionsOnly;
    private final AlertRaiser raiser = new AlertRaiser(true);
    private transient @Nullable RuleTimeline timeline;
    private transient long number;
    private transient boolean lookedUp;

    @StateId(CELL)
    private final StateSpec<ValueState<SeriesState>> cell = StateSpecs.value(SeriesStateCoder.of());

    @TimerId(DEADLINE)
    private final TimerSpec deadline = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    EvaluateLiveFn(EvaluateLive transform) {
      this.first = transform.first;
      this.reader = transform.reader;
      this.rules = transform.rules;
      this.transitionsOnly = transform.transitionsOnly;
    }

    /** On a cluster this is the only word that a worker gets of whom it works for. */
    @Setup
    public void setup() {
      JobLog.identify(first.spec().name(), first.specVersion());
    }

    @StartBundle
    public void startBundle() {
      lookedUp = false;
    }

    @ProcessElement
    public void process(
        ProcessContext context,
        @Element KV<SeriesKey, List<TimestampedValue<MetricPoint>>> pane,
        @StateId(CELL) ValueState<SeriesState> cell,
        @TimerId(DEADLINE) Timer deadline,
        MultiOutputReceiver out) {
      if (!lookedUp) {
        lookUp(context.sideInput(rules));
        lookedUp = true;
      }
      RuleTimeline timeline = requireNonNull(this.timeline);
      SeriesState state = EvaluateSeries.read(cell);
      for (TimestampedValue<MetricPoint> timed : requireNonNull(pane.getValue())) {
        MetricPoint point = timed.getValue();
        Rules rules = timeline.at(point.windowStart());
        Consumer<Verdict> verdicts = verdict -> output(verdict, rules, timed.getTimestamp(), out);
        rules.evaluator().retire(state, point, timeline.all(), verdicts);
        rules.evaluator().evaluate(state, point, verdicts);
      }
      cell.write(state);
      setTimer(deadline, state, timeline.at(state.lastWindowEnd()));
    }

    /** Rules on silence are the same in every version, so any of them can look. */
    @OnTimer(DEADLINE)
    public void onDeadline(
        @Key SeriesKey series,
        @Timestamp Instant now,
        @StateId(CELL) ValueState<SeriesState> cell,
        @TimerId(DEADLINE) Timer deadline,
        MultiOutputReceiver out) {
      SeriesState state = cell.read();
      if (state == null) {
        return;
      }
      RuleTimeline timeline =
          this.timeline != null ? this.timeline : RuleTimeline.of(first, RuleLog.EMPTY, reader);
      Rules rules = timeline.at(state.lastWindowEnd());
      rules
          .evaluator()
          .watch(state, series, now.getMillis(), verdict -> output(verdict, rules, now, out));
      cell.write(state);
      setTimer(deadline, state, rules);
    }

    private void lookUp(Iterable<RuleLog> logs) {
      RuleLog newest = RuleLog.EMPTY;
      for (RuleLog log : logs) {
        newest = log.number() > newest.number() ? log : newest;
      }
      if (timeline == null || newest.number() > number) {
        timeline = RuleTimeline.of(first, newest, reader);
        number = newest.number();
      }
    }

    private void output(Verdict verdict, Rules rules, Instant timestamp, MultiOutputReceiver out) {
      EvaluateSeries.output(verdict, timestamp, transitionsOnly, out.get(VERDICTS));
      raiser
          .raise(rules.alerts(), verdict)
          .ifPresent(alert -> out.get(ALERTS).outputWithTimestamp(alert, timestamp));
    }

    private static void setTimer(Timer deadline, SeriesState state, Rules rules) {
      long next = rules.evaluator().nextWatch(state);
      if (next != Long.MAX_VALUE) {
        deadline.set(Instant.ofEpochMilli(next));
      }
    }
  }
}
