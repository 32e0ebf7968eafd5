package io.github.beamwatch.beam.evaluate;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.measure.MetricPointCoder;
import io.github.beamwatch.beam.measure.SeriesKeyCoder;
import io.github.beamwatch.beam.order.InOrder;
import io.github.beamwatch.core.detect.SeriesEvaluator;
import io.github.beamwatch.core.detect.SeriesState;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.series.SeriesKey;
import io.github.beamwatch.core.spec.PipelineSpec;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.joda.time.Instant;

/**
 * Judges every metric point by every rule of a spec, series by series in event-time order: score
 * first, then learn.
 *
 * <p>Input: metric points, bounded or not, as {@code CloseWindows} or {@code MeasureSeries} emits
 * them. Output: verdicts in the global window, with the transition of the rule's alert where there
 * is one; {@link #withTransitionsOnly} leaves out all others. A point older than the last one that
 * was judged gives a verdict {@code LATE}, is counted as {@link Counters#POINTS_LATE} and changes
 * nothing.
 *
 * <p>State: one cell per series that holds every baseline and every alert of it, some hundred
 * bytes; what it holds expires by event time when it is read. A bounded input needs no state: a
 * series comes in one piece.
 *
 * <pre>{@code
 * PCollection<Verdict> verdicts = points.apply("Evaluate", EvaluateSeries.by(spec));
 * }</pre>
 */
public final class EvaluateSeries
    extends PTransform<PCollection<MetricPoint>, PCollection<Verdict>> {

  private final SeriesEvaluator evaluator;
  private final boolean transitionsOnly;

  private EvaluateSeries(SeriesEvaluator evaluator, boolean transitionsOnly) {
    this.evaluator = evaluator;
    this.transitionsOnly = transitionsOnly;
  }

  /** Judges by the rules of a spec. */
  public static EvaluateSeries by(PipelineSpec spec) {
    return new EvaluateSeries(SeriesEvaluator.of(spec), false);
  }

  /** Emits only verdicts that change an alert, and those that are late. */
  public EvaluateSeries withTransitionsOnly() {
    return new EvaluateSeries(evaluator, true);
  }

  @Override
  public PCollection<Verdict> expand(PCollection<MetricPoint> points) {
    PCollection<KV<SeriesKey, List<TimestampedValue<MetricPoint>>>> ordered = inOrder(points);
    DoFn<KV<SeriesKey, List<TimestampedValue<MetricPoint>>>, Verdict> evaluate =
        points.isBounded() == IsBounded.BOUNDED
            ? new EvaluateWholeSeriesFn(evaluator, transitionsOnly)
            : evaluator.watchesSilence()
                ? new WatchSeriesFn(evaluator, transitionsOnly)
                : new EvaluateSeriesFn(evaluator, transitionsOnly);
    return ordered.apply("EvaluateRules", ParDo.of(evaluate)).setCoder(VerdictCoder.of());
  }

  static PCollection<KV<SeriesKey, List<TimestampedValue<MetricPoint>>>> inOrder(
      PCollection<MetricPoint> points) {
    return points
        .apply(
            "KeyBySeries",
            WithKeys.of(MetricPoint::series).withKeyType(TypeDescriptor.of(SeriesKey.class)))
        .setCoder(KvCoder.of(SeriesKeyCoder.of(), MetricPointCoder.of()))
        .apply("InOrder", InOrder.perKey());
  }

  /** A series' state, new where it is met for the first time. */
  static SeriesState read(ValueState<SeriesState> cell) {
    SeriesState known = cell.read();
    if (known != null) {
      return known;
    }
    Counters.counter(Counters.SERIES).inc();
    return new SeriesState();
  }

  static void evaluate(
      SeriesEvaluator evaluator,
      SeriesState state,
      List<TimestampedValue<MetricPoint>> points,
      boolean transitionsOnly,
      DoFn.OutputReceiver<Verdict> out) {
    for (TimestampedValue<MetricPoint> point : points) {
      evaluator.evaluate(
          state,
          point.getValue(),
          verdict -> output(verdict, point.getTimestamp(), transitionsOnly, out));
    }
  }

  static void output(
      Verdict verdict,
      Instant timestamp,
      boolean transitionsOnly,
      DoFn.OutputReceiver<Verdict> out) {
    if (verdict.kind() == Kind.LATE) {
      Counters.counter(Counters.POINTS_LATE).inc();
    }
    if (!transitionsOnly || verdict.transition() != null || verdict.kind() == Kind.LATE) {
      out.outputWithTimestamp(verdict, timestamp);
    }
  }

  /** A series of a bounded input comes in one piece. */
  private static final class EvaluateWholeSeriesFn
      extends DoFn<KV<SeriesKey, List<TimestampedValue<MetricPoint>>>, Verdict> {

    private final SeriesEvaluator evaluator;
    private final boolean transitionsOnly;
    private final Counter seriesMet = Counters.counter(Counters.SERIES);

    EvaluateWholeSeriesFn(SeriesEvaluator evaluator, boolean transitionsOnly) {
      this.evaluator = evaluator;
      this.transitionsOnly = transitionsOnly;
    }

    @ProcessElement
    public void process(
        @Element KV<SeriesKey, List<TimestampedValue<MetricPoint>>> series,
        OutputReceiver<Verdict> out) {
      seriesMet.inc();
      evaluate(evaluator, new SeriesState(), series.getValue(), transitionsOnly, out);
    }
  }

  /**
   * A series of an unbounded input comes pane by pane; the cell carries it from one to the next.
   */
  static final class EvaluateSeriesFn
      extends DoFn<KV<SeriesKey, List<TimestampedValue<MetricPoint>>>, Verdict> {

    /** The cell's name is part of its identity across upgrades. */
    static final String CELL = "series";

    private final SeriesEvaluator evaluator;
    private final boolean transitionsOnly;

    @StateId(CELL)
    private final StateSpec<ValueState<SeriesState>> cell = StateSpecs.value(SeriesStateCoder.of());

    EvaluateSeriesFn(SeriesEvaluator evaluator, boolean transitionsOnly) {
      this.evaluator = evaluator;
      this.transitionsOnly = transitionsOnly;
    }

    @ProcessElement
    public void process(
        @Element KV<SeriesKey, List<TimestampedValue<MetricPoint>>> pane,
        @StateId(CELL) ValueState<SeriesState> cell,
        OutputReceiver<Verdict> out) {
      SeriesState state = read(cell);
      evaluate(evaluator, state, pane.getValue(), transitionsOnly, out);
      cell.write(state);
    }
  }
}
