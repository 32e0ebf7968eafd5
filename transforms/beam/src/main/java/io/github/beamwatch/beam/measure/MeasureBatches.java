package io.github.beamwatch.beam.measure;

import static io.github.beamwatch.beam.measure.MeasureRecords.DEAD_LETTERS;
import static io.github.beamwatch.beam.measure.MeasureRecords.PARTS;
import static io.github.beamwatch.beam.measure.MeasureRecords.timestampOfPart;
import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.parse.RawBatch;
import io.github.beamwatch.beam.parse.RowReader;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.EventParser;
import io.github.beamwatch.core.series.SeriesKey;
import io.github.beamwatch.core.series.WindowAccumulator;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Parses batches of raw records and aggregates them per series and window inside each bundle.
 *
 * <p>Input and output are those of {@link MeasureRecords}, except that hundreds of records are one
 * element: a record costs its parsing, and no longer a runner's handling of an element. Each record
 * is judged by its own timestamp in the batch.
 */
public final class MeasureBatches extends PTransform<PCollection<RawBatch>, PCollectionTuple> {

  private final MeasureSettings settings;

  private MeasureBatches(MeasureSettings settings) {
    this.settings = settings;
  }

  public static MeasureBatches with(MeasureSettings settings) {
    return new MeasureBatches(settings);
  }

  @Override
  public PCollectionTuple expand(PCollection<RawBatch> batches) {
    return MeasureRecords.withCoders(
        batches.apply(
            "ParseAndPreAggregate",
            ParDo.of(new MeasureBatchesFn(settings))
                .withOutputTags(PARTS, TupleTagList.of(DEAD_LETTERS))),
        settings);
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
        int index = i;
        byte[] payload = batch.payload(i);
        Instant timestamp = Instant.ofEpochMilli(batch.timestampMillis(i));
        DeadLetter dead =
            measurer.measure(
                parser,
                payload,
                0,
                payload.length,
                timestamp.isAfter(BoundedWindow.TIMESTAMP_MIN_VALUE)
                    ? timestamp.getMillis()
                    : RowReader.NEVER_LATE,
                () -> batch.record(index).source());
        if (dead != null) {
          out.get(DEAD_LETTERS).outputWithTimestamp(dead, timestamp);
        }
      }
      measurer.report();
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
      requireNonNull(measurer)
          .drainTo(
              (series, windowStart, window) ->
                  context.output(
                      PARTS,
                      KV.of(series, window),
                      timestampOfPart(settings, windowStart),
                      GlobalWindow.INSTANCE));
    }

    /** A part of an older window may be handed over while a younger batch is looked at. */
    @Override
    @Deprecated
    public Duration getAllowedTimestampSkew() {
      return Duration.millis(Long.MAX_VALUE);
    }
  }
}
