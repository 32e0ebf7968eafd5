package io.github.beamwatch.io.files;

import static io.github.beamwatch.beam.measure.MeasureBatches.DEAD_LETTERS;
import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.measure.MeasureSettings;
import io.github.beamwatch.beam.measure.RowMeasurer;
import io.github.beamwatch.beam.parse.DeadLetterCoder;
import io.github.beamwatch.beam.parse.RowReader;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.EventFormat;
import io.github.beamwatch.core.event.EventParser;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;

/**
 * Reads files in large pieces, parses their records where they lie and aggregates them per series
 * and window, all in one step: a record never becomes an element.
 *
 * <p>Input: paths or globs on any Beam filesystem, plain or compressed; plain files of one record a
 * line are split. Bounded. Output: {@link #BLOCKS}, for {@code EvaluateBlocks}, and {@code
 * MeasureBatches.DEAD_LETTERS}; {@code MeasureBatches} is the neighbour for records that come one
 * by one. A file that cannot be read to its end fails the job: half a file is no result.
 */
public final class MeasureFiles extends PTransform<PBegin, PCollectionTuple> {

  /** Parts of windows, many in a block, by the bucket of their series. */
  public static final TupleTag<KV<Integer, byte[]>> BLOCKS = new TupleTag<>("blocks") {};

  private final List<String> globs;
  private final MeasureSettings settings;
  private final long rangeBytes;

  private MeasureFiles(List<String> globs, MeasureSettings settings, long rangeBytes) {
    this.globs = List.copyOf(globs);
    this.settings = settings;
    this.rangeBytes = rangeBytes;
  }

  /** Measures all files that any of the paths or globs names, each once. */
  public static MeasureFiles from(List<String> globs, MeasureSettings settings) {
    return new MeasureFiles(globs, settings, FileRangeSource.RANGE_BYTES);
  }

  /** Splits files into pieces of another size. */
  MeasureFiles withRangeBytes(long bytes) {
    return new MeasureFiles(globs, settings, bytes);
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    PCollectionTuple out =
        begin
            .apply(
                "ListRanges",
                Read.from(new FileRangeSource(globs, !settings.format().multiline(), rangeBytes)))
            .apply(
                "ParseAndPreAggregate",
                ParDo.of(new MeasureRangeFn(settings))
                    .withOutputTags(BLOCKS, TupleTagList.of(DEAD_LETTERS)));
    out.get(BLOCKS).setCoder(KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of()));
    out.get(DEAD_LETTERS).setCoder(DeadLetterCoder.of());
    return out;
  }

  private static final class MeasureRangeFn extends DoFn<FileRange, KV<Integer, byte[]>> {

    /** How many records are read between two looks at what progress and memory need. */
    private static final int RECORDS_PER_CHECK = 8192;

    /** A header may be longer than any record: it has all the names. */
    private static final int MIN_HEADER_BYTES = 1 << 20;

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
      try {
        measure(range, requireNonNull(this.measurer), out);
      } catch (IOException e) {
        throw new IOException(range.path() + " cannot be read to its end: " + e.getMessage(), e);
      }
    }

    private void measure(FileRange range, RowMeasurer measurer, MultiOutputReceiver out)
        throws IOException {
      EventFormat format = settings.format();
      int maxRecordBytes = format.spec().maxRecordBytes();
      long headerPosition = -1;
      EventParser parser;
      if (format.hasHeader()) {
        RecordReader.First header =
            RecordReader.First.of(
                range.path(), lineBreaks(), Math.max(maxRecordBytes, MIN_HEADER_BYTES));
        headerPosition = header.position();
        parser = format.newParser(header.bytes());
      } else {
        parser = format.newParser();
      }
      try (RecordReader records = new RecordReader(range, lineBreaks(), maxRecordBytes)) {
        Supplier<@Nullable String> source = () -> range.path() + " byte " + records.position();
        int untilCheck = RECORDS_PER_CHECK;
        while (records.next()) {
          if (records.position() == headerPosition) {
            continue;
          }
          DeadLetter dead =
              records.tooLarge()
                  ? measurer.tooLarge(records.buffer(), records.from(), records.to(), source)
                  : measurer.measure(
                      parser,
                      records.buffer(),
                      records.from(),
                      records.to(),
                      RowReader.NEVER_LATE,
                      source);
          if (dead != null) {
            out.get(DEAD_LETTERS).output(dead);
          }
          if (--untilCheck == 0) {
            untilCheck = RECORDS_PER_CHECK;
            measurer.report();
            if (measurer.full()) {
              drain(measurer, out);
            }
          }
        }
      }
      measurer.report();
      if (measurer.full()) {
        drain(measurer, out);
      }
    }

    private LineBreaks lineBreaks() {
      return settings.format().multiline()
          ? LineBreaks.outsideQuotes((byte) settings.format().spec().csv().delimiter().charAt(0))
          : LineBreaks.each();
    }

    private void drain(RowMeasurer measurer, MultiOutputReceiver out) {
      measurer.packTo((bucket, block) -> out.get(BLOCKS).output(KV.of(bucket, block)));
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
}
