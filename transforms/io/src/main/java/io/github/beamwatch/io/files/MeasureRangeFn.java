package io.github.beamwatch.io.files;

import static io.github.beamwatch.beam.measure.MeasureBatches.DEAD_LETTERS;
import static io.github.beamwatch.io.files.MeasureFiles.BLOCKS;
import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.measure.MeasureSettings;
import io.github.beamwatch.beam.measure.RowMeasurer;
import io.github.beamwatch.beam.parse.RowReader;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.EventParser;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/** Parses the records of a file range where they lie, and aggregates them. */
final class MeasureRangeFn extends DoFn<FileRange, KV<Integer, byte[]>> {

  private final MeasureSettings settings;
  private transient @Nullable RowMeasurer measurer;

  MeasureRangeFn(MeasureSettings settings) {
    this.settings = settings;
  }

  @StartBundle
  public void startBundle() {
    measurer = new RowMeasurer(settings);
  }

  @ProcessElement
  public void process(@Element FileRange range, MultiOutputReceiver out) throws IOException {
    RowMeasurer measurer = requireNonNull(this.measurer);
    new RangeRecords(settings.format())
        .read(range, new Measuring(measurer, out), out.get(DEAD_LETTERS)::output);
  }

  private record Measuring(RowMeasurer measurer, MultiOutputReceiver out)
      implements RangeRecords.Taker {

    @Override
    public @Nullable DeadLetter take(
        EventParser parser, byte[] buffer, int from, int to, Supplier<@Nullable String> source) {
      return measurer.measure(parser, buffer, from, to, RowReader.NEVER_LATE, source);
    }

    @Override
    public DeadLetter tooLarge(byte[] buffer, int from, int to, Supplier<@Nullable String> source) {
      return measurer.tooLarge(buffer, from, to, source);
    }

    @Override
    public void check() {
      measurer.report();
      if (measurer.full()) {
        measurer.packTo((bucket, block) -> out.get(BLOCKS).output(KV.of(bucket, block)));
      }
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    requireNonNull(measurer)
        .packTo(
            (bucket, block) ->
                context.output(
                    BLOCKS,
                    KV.of(bucket, block),
                    BoundedWindow.TIMESTAMP_MIN_VALUE,
                    GlobalWindow.INSTANCE));
  }
}
