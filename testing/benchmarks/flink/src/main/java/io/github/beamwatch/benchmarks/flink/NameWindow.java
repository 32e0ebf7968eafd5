package io.github.beamwatch.benchmarks.flink;

import io.github.beamwatch.benchmarks.reference.WindowTotals;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Writes series and time onto the sums of a window. */
final class NameWindow
    extends ProcessWindowFunction<WindowTotals, WindowTotals, Tuple2<String, String>, TimeWindow> {
  private static final long serialVersionUID = 1;

  @Override
  public void process(
      Tuple2<String, String> series,
      Context context,
      Iterable<WindowTotals> sums,
      Collector<WindowTotals> windows) {
    WindowTotals totals = sums.iterator().next();
    totals.country = series.f0;
    totals.adFormat = series.f1;
    totals.endMillis = context.window().getEnd();
    windows.collect(totals);
  }
}
