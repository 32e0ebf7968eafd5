package io.github.beamwatch.beam.evaluate;

import io.github.beamwatch.beam.evaluate.EvaluateSeries.EvaluateSeriesFn;
import io.github.beamwatch.core.detect.SeriesEvaluator;
import io.github.beamwatch.core.detect.SeriesState;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.series.SeriesKey;
import java.util.List;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;

/**
 * Judges a series of an unbounded input pane by pane, with an alarm for the time at which a silent
 * series is looked at. Needs a runner with event-time timers, which Spark's streaming is not.
 */
final class WatchSeriesFn
    extends DoFn<KV<SeriesKey, List<TimestampedValue<MetricPoint>>>, Verdict> {

  private static final String CELL = EvaluateSeriesFn.CELL;
  private static final String DEADLINE = "deadline";

  private final SeriesEvaluator evaluator;
  private final boolean transitionsOnly;

  @StateId(CELL)
  private final StateSpec<ValueState<SeriesState>> cell = StateSpecs.value(SeriesStateCoder.of());

  @TimerId(DEADLINE)
  private final TimerSpec deadline = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  WatchSeriesFn(SeriesEvaluator evaluator, boolean transitionsOnly) {
    this.evaluator = evaluator;
    this.transitionsOnly = transitionsOnly;
  }

  @ProcessElement
  public void process(
      @Element KV<SeriesKey, List<TimestampedValue<MetricPoint>>> pane,
      @StateId(CELL) ValueState<SeriesState> cell,
      @TimerId(DEADLINE) Timer deadline,
      OutputReceiver<Verdict> out) {
    SeriesState state = EvaluateSeries.read(cell);
    EvaluateSeries.evaluate(evaluator, state, pane.getValue(), transitionsOnly, out);
    cell.write(state);
    setTimer(deadline, state);
  }

  @OnTimer(DEADLINE)
  public void onDeadline(
      @Key SeriesKey series,
      @Timestamp Instant now,
      @StateId(CELL) ValueState<SeriesState> cell,
      @TimerId(DEADLINE) Timer deadline,
      OutputReceiver<Verdict> out) {
    SeriesState state = cell.read();
    if (state == null) {
      return;
    }
    evaluator.watch(
        state,
        series,
        now.getMillis(),
        verdict -> EvaluateSeries.output(verdict, now, transitionsOnly, out));
    cell.write(state);
    setTimer(deadline, state);
  }

  private void setTimer(Timer deadline, SeriesState state) {
    long next = evaluator.nextWatch(state);
    if (next != Long.MAX_VALUE) {
      deadline.set(Instant.ofEpochMilli(next));
    }
  }
}
