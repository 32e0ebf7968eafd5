package io.github.beamwatch.beam.measure;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.parse.DeadLetterCoder;
import io.github.beamwatch.beam.parse.RawBatch;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.EventParser;
import io.github.beamwatch.core.series.SeriesKey;
import io.github.beamwatch.core.series.WindowAccumulator;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Parses batches of raw records and aggregates them per series and window inside each bundle, in
 * one step, before anything is shuffled.
 *
 * <p>Input: batches in the global window, bounded or not. A record whose timestamp is later than
 * the event time inside it has come late (that is how the Kafka source marks it) and becomes a dead
 * letter. Output: {@link #PARTS}, to be closed by {@link CloseWindows}, and {@link #DEAD_LETTERS}.
 * Neighbour: {@link MeasureSeries} does the same for events that are parsed already.
 */
public final class MeasureBatches extends PTransform<PCollection<RawBatch>, PCollectionTuple> {

  /** Parts of windows by series; each carries the last instant of its window as timestamp. */
  public static final TupleTag<KV<SeriesKey, WindowAccumulator>> PARTS = new TupleTag<>("parts") {};

  /** Records that could not be used. */
  public static final TupleTag<DeadLetter> DEAD_LETTERS = new TupleTag<>("dead-letters") {};

  private final MeasureSettings settings;

  private MeasureBatches(MeasureSettings settings) {
    this.settings = settings;
  }

  /**
   * Measures what the settings say.
   *
   * @throws IllegalStateException if the format needs a header line, which single records lack
   */
  public static MeasureBatches with(MeasureSettings settings) {
    settings.format().newParser(); // fails here rather than on a worker
    return new MeasureBatches(settings);
  }

  @Override
  public PCollectionTuple expand(PCollection<RawBatch> records) {
    PCollectionTuple out =
        records.apply(
            "ParseAndPreAggregate",
            ParDo.of(new MeasureBatchesFn(settings))
                .withOutputTags(PARTS, TupleTagList.of(DEAD_LETTERS)));
    return withCoders(out, settings);
  }

  /** Sets the coders of {@link #PARTS} and {@link #DEAD_LETTERS}. */
  public static PCollectionTuple withCoders(PCollectionTuple out, MeasureSettings settings) {
    out.get(PARTS).setCoder(PartCoder.of(settings.plan()));
    out.get(DEAD_LETTERS).setCoder(DeadLetterCoder.of());
    return out;
  }

  /** The timestamp of a part: the last instant of its window. */
  public static Instant timestampOfPart(MeasureSettings settings, long windowStart) {
    return Instant.ofEpochMilli(windowStart + settings.plan().windowMillis() - 1);
  }

  private static final class MeasureBatchesFn
      extends DoFn<RawBatch, KV<SeriesKey, WindowAccumulator>> {

    private final MeasureSettings settings;
    private transient @Nullable RowMeasurer measurer;
    private transient @Nullable EventParser parser;

    MeasureBatchesFn(MeasureSettings settings) {
      this.settings = settings;
    }

    @StartBundle
    public void startBundle() {
      measurer = new RowMeasurer(settings);
      if (parser == null) {
        parser = settings.format().newParser();
      }
    }

    @ProcessElement
    public void process(@Element RawBatch batch, MultiOutputReceiver out) {
      RowMeasurer measurer = requireNonNull(this.measurer);
      EventParser parser = requireNonNull(this.parser);
      for (int i = 0; i < batch.size(); i++) {
        byte[] payload = batch.payload(i);
        int index = i;
        DeadLetter dead =
            measurer.measure(
                parser,
                payload,
                0,
                payload.length,
                batch.timestampMillis(i),
                () -> batch.record(index).source());
        if (dead != null) {
          out.get(DEAD_LETTERS).output(dead);
        }
      }
      if (measurer.full()) {
        measurer.drainTo(
            (series, windowStart, window) ->
                out.get(PARTS)
                    .outputWithTimestamp(
                        KV.of(series, window), timestampOfPart(settings, windowStart)));
      }
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      RowMeasurer measurer = requireNonNull(this.measurer);
      measurer.drainTo(
          (series, windowStart, window) ->
              context.output(
                  PARTS,
                  KV.of(series, window),
                  timestampOfPart(settings, windowStart),
                  GlobalWindow.INSTANCE));
    }

    /**
     * A part of an older window may be handed over while a younger event is looked at. The event
     * that it stems from is in this bundle, so the watermark has not passed it.
     */
    @Override
    @Deprecated
    public Duration getAllowedTimestampSkew() {
      return Duration.millis(Long.MAX_VALUE);
    }
  }
}
