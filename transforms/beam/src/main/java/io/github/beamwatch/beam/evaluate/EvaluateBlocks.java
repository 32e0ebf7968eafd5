package io.github.beamwatch.beam.evaluate;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.RunProgress;
import io.github.beamwatch.beam.SeriesSink;
import io.github.beamwatch.beam.measure.MeasureSettings;
import io.github.beamwatch.beam.measure.MetricPointCoder;
import io.github.beamwatch.core.detect.SeriesEvaluator;
import io.github.beamwatch.core.detect.SeriesState;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.expression.MetricCatalog;
import io.github.beamwatch.core.series.MeasureValue;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.series.SeriesKey;
import io.github.beamwatch.core.series.SeriesMerger;
import io.github.beamwatch.core.series.WindowAccumulator;
import io.github.beamwatch.core.spec.PipelineSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Gauge;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Closes the windows of a bounded input and judges them, in one step behind one shuffle: every
 * window is closed when all of the input is there, so nothing needs to be grouped by window first.
 *
 * <p>Input: bounded, blocks of parts by bucket, in the global window, as {@code MeasureFiles} packs
 * them. Output: {@link #VERDICTS}, those that change an alert or all of them; {@link #POINTS},
 * where they are asked for; {@link #WRITTEN}, what the {@link SeriesSink} wrote. The same results,
 * to the last bit, as {@code CloseWindows} and {@link EvaluateSeries} give, which are for streams
 * and for elements of any kind. A bucket, the thousandth part of all series, is held in memory at a
 * time.
 *
 * <pre>{@code
 * PCollectionTuple results = blocks.apply("Evaluate", EvaluateBlocks.by(spec));
 * }</pre>
 */
public final class EvaluateBlocks
    extends PTransform<PCollection<KV<Integer, byte[]>>, PCollectionTuple> {

  /** What the rules say, with the timestamp of their window's last instant. */
  public static final TupleTag<Verdict> VERDICTS = new TupleTag<>("verdicts") {};

  /** One per series and window; empty unless {@link #withPoints}. */
  public static final TupleTag<MetricPoint> POINTS = new TupleTag<>("points") {};

  /** What the sink's writers answered; empty without a sink. */
  public static final TupleTag<KV<String, String>> WRITTEN = new TupleTag<>("written") {};

  private final PipelineSpec spec;
  private final boolean transitionsOnly;
  private final boolean withPoints;
  private final @Nullable SeriesSink sink;

  private EvaluateBlocks(
      PipelineSpec spec, boolean transitionsOnly, boolean withPoints, @Nullable SeriesSink sink) {
    this.spec = spec;
    this.transitionsOnly = transitionsOnly;
    this.withPoints = withPoints;
    this.sink = sink;
  }

  /** Judges by the rules of a spec. */
  public static EvaluateBlocks by(PipelineSpec spec) {
    return new EvaluateBlocks(spec, false, false, null);
  }

  /** Emits only verdicts that change an alert; the sink still gets all of them. */
  public EvaluateBlocks withTransitionsOnly() {
    return new EvaluateBlocks(spec, true, withPoints, sink);
  }

  /** Emits the metric points as well. */
  public EvaluateBlocks withPoints() {
    return new EvaluateBlocks(spec, transitionsOnly, true, sink);
  }

  /** Gives every point and verdict to a sink, in the same step. */
  public EvaluateBlocks withSink(SeriesSink sink) {
    return new EvaluateBlocks(spec, transitionsOnly, withPoints, sink);
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<Integer, byte[]>> blocks) {
    PCollectionTuple out =
        blocks
            .apply(
                "GlobalWindow",
                Window.<KV<Integer, byte[]>>into(new GlobalWindows())
                    .withTimestampCombiner(TimestampCombiner.EARLIEST))
            .apply("GroupByBucket", GroupByKey.create())
            .apply(
                "EvaluateRules",
                ParDo.of(new EvaluateFn(this))
                    .withOutputTags(VERDICTS, TupleTagList.of(POINTS).and(WRITTEN)));
    out.get(VERDICTS).setCoder(VerdictCoder.of());
    out.get(POINTS).setCoder(MetricPointCoder.of());
    out.get(WRITTEN).setCoder(KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of()));
    return out;
  }

  private static final class EvaluateFn extends DoFn<KV<Integer, Iterable<byte[]>>, Verdict> {

    private final MeasureSettings settings;
    private final MetricCatalog metrics;
    private final SeriesEvaluator evaluator;
    private final boolean transitionsOnly;
    private final boolean withPoints;
    private final @Nullable SeriesSink sink;
    private final Counter measured = Counters.counter(Counters.EVENTS_MEASURED);
    private final Counter windows = Counters.counter(Counters.WINDOWS);
    private final Counter seriesMet = Counters.counter(Counters.SERIES);
    private final Gauge watermark = Counters.gauge(Counters.WATERMARK);
    private transient SeriesSink.@Nullable Writer writer;

    EvaluateFn(EvaluateBlocks transform) {
      this.settings = MeasureSettings.of(transform.spec);
      this.metrics = MetricCatalog.of(transform.spec.measure());
      this.evaluator = SeriesEvaluator.of(transform.spec);
      this.transitionsOnly = transform.transitionsOnly;
      this.withPoints = transform.withPoints;
      this.sink = transform.sink;
    }

    @StartBundle
    public void startBundle() throws IOException {
      writer = sink == null ? null : sink.open();
    }

    @ProcessElement
    public void process(@Element KV<Integer, Iterable<byte[]>> bucket, MultiOutputReceiver out)
        throws IOException {
      SeriesMerger merger = new SeriesMerger(settings.plan());
      for (byte[] block : requireNonNull(bucket.getValue())) {
        merger.add(block);
      }
      Evaluation evaluation = new Evaluation(out);
      merger.drainTo(evaluation::window);
      measured.inc(evaluation.events);
      windows.inc(evaluation.windows);
      seriesMet.inc(evaluation.seriesMet);
      if (evaluation.windows > 0) {
        watermark.set(evaluation.latestEnd / 1000);
      }
      RunProgress.addWindows(evaluation.windows, evaluation.latestEnd);
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) throws IOException {
      if (writer != null) {
        for (KV<String, String> written : writer.close()) {
          context.output(
              WRITTEN, written, BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
        }
      }
    }

    /** One bucket, window by window. */
    private final class Evaluation {
      private final MultiOutputReceiver out;
      private long events;
      private long windows;
      private long seriesMet;
      private long latestEnd = Long.MIN_VALUE;
      private @Nullable SeriesKey series;
      private SeriesState state = new SeriesState();

      Evaluation(MultiOutputReceiver out) {
        this.out = out;
      }

      void window(SeriesKey series, long start, WindowAccumulator total) {
        if (series != this.series) {
          this.series = series;
          state = new SeriesState();
          seriesMet++;
        }
        long end = settings.plan().windowEnd(start);
        Instant last = Instant.ofEpochMilli(start + settings.plan().windowMillis() - 1);
        events += total.samples();
        windows++;
        latestEnd = Math.max(latestEnd, end);
        List<MeasureValue> values = total.values();
        MetricPoint point =
            new MetricPoint(series, start, end, total.samples(), values, metrics.evaluate(values));
        try {
          if (writer != null) {
            writer.write(point);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        if (withPoints) {
          out.get(POINTS).outputWithTimestamp(point, last);
        }
        evaluator.evaluate(state, point, this::verdict);
      }

      private Instant lastInstant(Verdict verdict) {
        return Instant.ofEpochMilli(Math.max(verdict.windowStart(), verdict.windowEnd() - 1));
      }

      private void verdict(Verdict verdict) {
        try {
          if (writer != null) {
            writer.write(verdict);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        if (!transitionsOnly || verdict.transition() != null || verdict.kind() == Kind.LATE) {
          out.get(VERDICTS).outputWithTimestamp(verdict, lastInstant(verdict));
        }
      }
    }
  }
}
