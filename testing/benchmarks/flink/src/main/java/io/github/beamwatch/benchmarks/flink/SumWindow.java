package io.github.beamwatch.benchmarks.flink;

import io.github.beamwatch.benchmarks.reference.WindowTotals;
import org.apache.flink.api.common.functions.AggregateFunction;

/** Adds up the events of a window as they come. */
final class SumWindow implements AggregateFunction<AdEvent, WindowTotals, WindowTotals> {
  private static final long serialVersionUID = 1;

  @Override
  public WindowTotals createAccumulator() {
    return new WindowTotals();
  }

  @Override
  public WindowTotals add(AdEvent event, WindowTotals totals) {
    if ("impression".equals(event.eventType)) {
      totals.impressions++;
    } else if ("click".equals(event.eventType)) {
      totals.clicks++;
    }
    totals.revenue += event.revenue;
    return totals;
  }

  @Override
  public WindowTotals getResult(WindowTotals totals) {
    return totals;
  }

  @Override
  public WindowTotals merge(WindowTotals a, WindowTotals b) {
    a.impressions += b.impressions;
    a.clicks += b.clicks;
    a.revenue += b.revenue;
    return a;
  }
}
