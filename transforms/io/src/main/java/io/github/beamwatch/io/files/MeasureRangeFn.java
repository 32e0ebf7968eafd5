package io.github.beamwatch.io.files;

import static io.github.beamwatch.beam.measure.MeasureBatches.DEAD_LETTERS;
import static io.github.beamwatch.io.files.MeasureFiles.BLOCKS;
import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.measure.MeasureSettings;
import io.github.beamwatch.beam.measure.RowMeasurer;
import io.github.beamwatch.beam.parse.RowReader;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.EventFormat;
import io.github.beamwatch.core.event.EventParser;
import io.github.beamwatch.core.event.TypedRecord;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/** Parses the records of a file range where they lie, and aggregates them. */
final class MeasureRangeFn extends DoFn<FileRange, KV<Integer, byte[]>> {

  /** How many records are read between two looks at what progress and memory need. */
  private static final int RECORDS_PER_CHECK = 8192;

  /** A header may be longer than any record: it has all the names. */
  private static final int MIN_HEADER_BYTES = 1 << 20;

  private static final byte[] NO_BYTES = {};

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
    FileFormat format = FileFormat.of(range.path(), settings.format().spec().format());
    try {
      if (format == FileFormat.LINES) {
        measureLines(range, measurer, out);
      } else {
        measureTyped(format, range, measurer, out);
      }
    } catch (IOException e) {
      throw new IOException(range.path() + " cannot be read to its end: " + e.getMessage(), e);
    }
    measurer.report();
    if (measurer.full()) {
      drain(measurer, out);
    }
  }

  private void measureLines(FileRange range, RowMeasurer measurer, MultiOutputReceiver out)
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
          check(measurer, out);
        }
      }
    }
  }

  private void measureTyped(
      FileFormat format, FileRange range, RowMeasurer measurer, MultiOutputReceiver out)
      throws IOException {
    TypedRecord record = settings.format().newTypedRecord();
    try (TypedRecords records =
        format == FileFormat.PARQUET
            ? new ParquetRecords(range, record)
            : new AvroRecords(range, record)) {
      Supplier<@Nullable String> source = () -> range.path() + " " + records.place();
      int untilCheck = RECORDS_PER_CHECK;
      while (records.next()) {
        DeadLetter dead = measurer.measure(record, NO_BYTES, 0, 0, RowReader.NEVER_LATE, source);
        if (dead != null) {
          // Where values are sensitive the record was turned into JSON without them already.
          boolean open = settings.format().privacy().isEmpty();
          out.get(DEAD_LETTERS).output(open ? dead.withPayload(record.json()) : dead);
        }
        if (--untilCheck == 0) {
          untilCheck = RECORDS_PER_CHECK;
          check(measurer, out);
        }
      }
    } catch (RuntimeException e) {
      // Both libraries say so what is wrong with a file.
      throw new IOException(
          "it is truncated, damaged or no "
              + (format == FileFormat.PARQUET ? "Parquet" : "Avro")
              + " file ("
              + firstLine(e)
              + ")",
          e);
    }
  }

  private static String firstLine(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null
        ? cause.getClass().getSimpleName()
        : message.lines().findFirst().orElse("").strip();
  }

  private void check(RowMeasurer measurer, MultiOutputReceiver out) {
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
