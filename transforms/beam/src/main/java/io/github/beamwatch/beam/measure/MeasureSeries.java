package io.github.beamwatch.beam.measure;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.core.event.Event;
import io.github.beamwatch.core.event.EventRow;
import io.github.beamwatch.core.expression.MetricCatalog;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.series.PreAggregator;
import io.github.beamwatch.core.series.SeriesKey;
import io.github.beamwatch.core.series.WindowAccumulator;
import io.github.beamwatch.core.spec.PipelineSpec;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Turns events into metric points: one per series and tumbling event-time window.
 *
 * <p>Input: events whose timestamps are their event times, in any windowing, bounded or not.
 * Output: {@link MetricPoint}, when the watermark closes a window; an event that comes to a closed
 * window is dropped by Beam and counted in its {@code droppedDueToLateness}, so hold the source's
 * watermark back by as much as events may be late. State: what the open windows hold. Events are
 * aggregated inside the bundle first; only some dozen bytes per series, window and bundle are
 * shuffled. Neighbour: {@link MeasureBatches}, which parses in the same step.
 *
 * <pre>{@code
 * PCollection<MetricPoint> points = events.apply("Measure", MeasureSeries.by(spec));
 * }</pre>
 */
public final class MeasureSeries extends PTransform<PCollection<Event>, PCollection<MetricPoint>> {

  private final MeasureSettings settings;
  private final MetricCatalog metrics;

  private MeasureSeries(MeasureSettings settings, MetricCatalog metrics) {
    this.settings = settings;
    this.metrics = metrics;
  }

  /** Measures what the spec says; the events must have been parsed by the same spec's format. */
  public static MeasureSeries by(PipelineSpec spec) {
    return of(MeasureSettings.of(spec), MetricCatalog.of(spec.measure()));
  }

  static MeasureSeries of(MeasureSettings settings, MetricCatalog metrics) {
    return new MeasureSeries(settings, metrics);
  }

  @Override
  public PCollection<MetricPoint> expand(PCollection<Event> events) {
    return events
        .apply("GlobalWindow", Window.into(new GlobalWindows()))
        .apply("PreAggregate", ParDo.of(new PreAggregateFn(settings)))
        .setCoder(PartCoder.of(settings.plan()))
        .apply("CloseWindows", CloseWindows.of(settings.plan(), metrics));
  }

  private static final class PreAggregateFn extends DoFn<Event, KV<SeriesKey, WindowAccumulator>> {

    private final MeasureSettings settings;
    private transient @Nullable PreAggregator groups;
    private transient @Nullable EventRow row;

    PreAggregateFn(MeasureSettings settings) {
      this.settings = settings;
    }

    @StartBundle
    public void startBundle() {
      groups = new PreAggregator(settings.plan(), settings.format().privacy());
      row = settings.format().newRow();
    }

    @ProcessElement
    public void process(
        @Element Event event, OutputReceiver<KV<SeriesKey, WindowAccumulator>> out) {
      PreAggregator groups = requireNonNull(this.groups);
      EventRow row = requireNonNull(this.row);
      row.set(event);
      groups.add(row);
      if (groups.size() >= settings.maxGroups()) {
        groups.drainTo(
            (series, windowStart, window) ->
                out.outputWithTimestamp(
                    KV.of(series, window), MeasureBatches.timestampOfPart(settings, windowStart)));
      }
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      requireNonNull(groups)
          .drainTo(
              (series, windowStart, window) ->
                  context.output(
                      KV.of(series, window),
                      MeasureBatches.timestampOfPart(settings, windowStart),
                      GlobalWindow.INSTANCE));
    }

    /** A part of an older window may be handed over while a younger event is looked at. */
    @Override
    @Deprecated
    public Duration getAllowedTimestampSkew() {
      return Duration.millis(Long.MAX_VALUE);
    }
  }
}
