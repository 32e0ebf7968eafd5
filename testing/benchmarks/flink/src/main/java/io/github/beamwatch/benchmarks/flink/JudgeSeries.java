package io.github.beamwatch.benchmarks.flink;

import io.github.beamwatch.benchmarks.reference.SeriesState;
import io.github.beamwatch.benchmarks.reference.WindowTotals;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Compares each window of a series with its moving averages, and keeps the cooldowns. */
final class JudgeSeries extends KeyedProcessFunction<Tuple2<String, String>, WindowTotals, String> {
  private static final long serialVersionUID = 1;

  private transient ValueState<SeriesState> states;

  @Override
  public void open(OpenContext context) {
    states =
        getRuntimeContext().getState(new ValueStateDescriptor<>("series-state", SeriesState.class));
  }

  @Override
  public void processElement(WindowTotals window, Context context, Collector<String> alerts)
      throws Exception {
    SeriesState state = states.value();
    if (state == null) {
      state = new SeriesState();
    }
    state.judge(window, alerts::collect);
    states.update(state);
  }
}
