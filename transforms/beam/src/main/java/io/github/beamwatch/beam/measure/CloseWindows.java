package io.github.beamwatch.beam.measure;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.RunProgress;
import io.github.beamwatch.core.expression.MetricCatalog;
import io.github.beamwatch.core.series.MeasurePlan;
import io.github.beamwatch.core.series.MeasureValue;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.series.SeriesKey;
import io.github.beamwatch.core.series.WindowAccumulator;
import java.util.List;
import org.apache.beam.sdk.coders.CannotProvideCoderException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Gauge;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;

/**
 * Merges the parts of each series and window once the watermark has closed the window, and computes
 * the metrics: one {@link MetricPoint} per series and window, whatever the order and the number of
 * the parts.
 *
 * <p>There is no allowed lateness here: sources hold their watermark back by as much as the spec
 * allows, and mark what is later still, so that nothing reaches a closed window unseen. A part that
 * does is dropped by Beam and counted by it; where the input came with an allowed lateness of its
 * own, which a transform cannot take back, it is counted as {@link Counters#LATE}.
 */
public final class CloseWindows
    extends PTransform<PCollection<KV<SeriesKey, WindowAccumulator>>, PCollection<MetricPoint>> {

  private final MeasurePlan measures;
  private final MetricCatalog metrics;

  private CloseWindows(MeasurePlan measures, MetricCatalog metrics) {
    this.measures = measures;
    this.metrics = metrics;
  }

  public static CloseWindows of(MeasurePlan measures, MetricCatalog metrics) {
    return new CloseWindows(measures, metrics);
  }

  @Override
  public PCollection<MetricPoint> expand(PCollection<KV<SeriesKey, WindowAccumulator>> parts) {
    return parts
        .apply(
            "TumblingWindows",
            Window.<KV<SeriesKey, WindowAccumulator>>into(
                    TumblingWindows.ofMillis(measures.windowMillis()))
                .triggering(DefaultTrigger.of())
                .withAllowedLateness(Duration.ZERO)
                .discardingFiredPanes())
        .apply("MergeParts", Combine.perKey(new MergeFn(measures)))
        .apply("ComputeMetrics", ParDo.of(new ComputeMetricsFn(measures, metrics)))
        .setCoder(MetricPointCoder.of());
  }

  private static final class MergeFn
      extends Combine.CombineFn<WindowAccumulator, WindowAccumulator, WindowAccumulator> {

    private final MeasurePlan plan;

    MergeFn(MeasurePlan plan) {
      this.plan = plan;
    }

    @Override
    public WindowAccumulator createAccumulator() {
      return WindowAccumulator.empty(plan);
    }

    @Override
    public WindowAccumulator addInput(WindowAccumulator window, WindowAccumulator part) {
      window.merge(part);
      return window;
    }

    @Override
    public WindowAccumulator mergeAccumulators(Iterable<WindowAccumulator> windows) {
      WindowAccumulator merged = createAccumulator();
      windows.forEach(merged::merge);
      return merged;
    }

    @Override
    public WindowAccumulator extractOutput(WindowAccumulator window) {
      return window;
    }

    @Override
    public Coder<WindowAccumulator> getAccumulatorCoder(
        CoderRegistry registry, Coder<WindowAccumulator> input) throws CannotProvideCoderException {
      return input;
    }

    @Override
    public Coder<WindowAccumulator> getDefaultOutputCoder(
        CoderRegistry registry, Coder<WindowAccumulator> input) throws CannotProvideCoderException {
      return input;
    }
  }

  private static final class ComputeMetricsFn
      extends DoFn<KV<SeriesKey, WindowAccumulator>, MetricPoint> {

    private final MeasurePlan measures;
    private final MetricCatalog metrics;
    private final Counter measured = Counters.counter(Counters.EVENTS_MEASURED);
    private final Counter late = Counters.counter(Counters.LATE);
    private final Counter windows = Counters.counter(Counters.WINDOWS);
    private final Gauge watermark = Counters.gauge(Counters.WATERMARK);
    private transient long latestEnd;

    ComputeMetricsFn(MeasurePlan measures, MetricCatalog metrics) {
      this.measures = measures;
      this.metrics = metrics;
    }

    @ProcessElement
    public void process(
        @Element KV<SeriesKey, WindowAccumulator> element,
        BoundedWindow window,
        PaneInfo pane,
        OutputReceiver<MetricPoint> out) {
      IntervalWindow interval = (IntervalWindow) window;
      WindowAccumulator total = element.getValue();
      if (pane.getTiming() == PaneInfo.Timing.LATE) {
        late.inc(total.samples()); // the window's one point is out already
        return;
      }
      List<MeasureValue> values = total.values();
      measured.inc(total.samples());
      windows.inc();
      long end = interval.end().getMillis();
      RunProgress.addWindows(1, end);
      if (end > latestEnd) {
        latestEnd = end;
        watermark.set(end / 1000);
      }
      out.output(
          new MetricPoint(
              element.getKey(),
              interval.start().getMillis(),
              measures.windowEnd(interval.start().getMillis()),
              total.samples(),
              values,
              metrics.evaluate(values)));
    }
  }
}
