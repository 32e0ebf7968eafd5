package io.github.beamwatch.io.files;

import static io.github.beamwatch.io.files.PackFiles.BLOCKS;
import static io.github.beamwatch.io.files.PackFiles.DEAD_LETTERS;
import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.RunProgress;
import io.github.beamwatch.beam.parse.RowReader;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.core.event.EventFormat;
import io.github.beamwatch.core.event.EventParser;
import io.github.beamwatch.core.event.TypedRecord;
import io.github.beamwatch.core.history.KeyedBlocks;
import io.github.beamwatch.core.history.RowPacker;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/** Parses the records of a file range where they lie, and packs them. */
final class PackRangeFn extends DoFn<FileRange, KV<Integer, byte[]>> {

  /** A header may be longer than any record: it has all the names. */
  private static final int MIN_HEADER_BYTES = 1 << 20;

  private static final byte[] NO_BYTES = {};

  private final EventFormat format;
  private final RowPacker packer;
  private final String readCounter;
  private final String usedCounter;
  private transient @Nullable RowReader reader;
  private transient @Nullable KeyedBlocks blocks;
  private transient long read;
  private transient long packed;

  PackRangeFn(EventFormat format, RowPacker packer, String readCounter, String usedCounter) {
    this.format = format;
    this.packer = packer;
    this.readCounter = readCounter;
    this.usedCounter = usedCounter;
  }

  @StartBundle
  public void startBundle() {
    reader = new RowReader(format);
    blocks = new KeyedBlocks();
    read = 0;
    packed = 0;
  }

  @ProcessElement
  public void process(@Element FileRange range, MultiOutputReceiver out) throws IOException {
    FileFormat kind = FileFormat.of(range.path(), format.spec().format());
    try {
      if (kind == FileFormat.LINES) {
        lines(range, out);
      } else {
        typed(kind, range, out);
      }
    } catch (IOException e) {
      throw new IOException(range.path() + " cannot be read to its end: " + e.getMessage(), e);
    }
  }

  private void lines(FileRange range, MultiOutputReceiver out) throws IOException {
    int maxRecordBytes = format.spec().maxRecordBytes();
    LineBreaks breaks =
        format.multiline()
            ? LineBreaks.outsideQuotes((byte) format.spec().csv().delimiter().charAt(0))
            : LineBreaks.each();
    long headerPosition = -1;
    EventParser parser;
    if (format.hasHeader()) {
      RecordReader.First header =
          RecordReader.First.of(range.path(), breaks, Math.max(maxRecordBytes, MIN_HEADER_BYTES));
      headerPosition = header.position();
      parser = format.newParser(header.bytes());
    } else {
      parser = format.newParser();
    }
    RowReader reader = requireNonNull(this.reader);
    try (RecordReader records = new RecordReader(range, breaks, maxRecordBytes)) {
      Supplier<@Nullable String> source = () -> range.path() + " byte " + records.position();
      while (records.next()) {
        if (records.position() == headerPosition) {
          continue;
        }
        read++;
        DeadLetter dead =
            records.tooLarge()
                ? reader.readTooLarge(records.buffer(), records.from(), records.to(), source)
                : reader.read(
                    parser,
                    records.buffer(),
                    records.from(),
                    records.to(),
                    RowReader.NEVER_LATE,
                    source);
        if (dead == null) {
          dead = pack(() -> records.copy(), source, out);
        }
        if (dead != null) {
          out.get(DEAD_LETTERS).output(dead);
        }
      }
    }
  }

  private void typed(FileFormat kind, FileRange range, MultiOutputReceiver out) throws IOException {
    RowReader reader = requireNonNull(this.reader);
    TypedRecord record = format.newTypedRecord();
    try (TypedRecords records =
        kind == FileFormat.PARQUET
            ? new ParquetRecords(range, record)
            : new AvroRecords(range, record)) {
      Supplier<@Nullable String> source = () -> range.path() + " " + records.place();
      while (records.next()) {
        read++;
        DeadLetter dead = reader.read(record, NO_BYTES, 0, 0, RowReader.NEVER_LATE, source);
        if (dead != null) {
          dead = dead.withPayload(record.json());
        } else {
          dead = pack(record::json, source, out);
        }
        if (dead != null) {
          out.get(DEAD_LETTERS).output(dead);
        }
      }
    } catch (RuntimeException e) {
      throw new IOException("it is truncated, damaged or of another format (" + e + ")", e);
    }
  }

  private @Nullable DeadLetter pack(
      Supplier<byte[]> payload, Supplier<@Nullable String> source, MultiOutputReceiver out) {
    KeyedBlocks blocks = requireNonNull(this.blocks);
    RowReader reader = requireNonNull(this.reader);
    String wrong = packer.pack(reader.row(), blocks);
    if (wrong != null) {
      Counters.countDead(Reason.INVALID_TEXT);
      return new DeadLetter(
          "parse",
          Reason.INVALID_TEXT,
          wrong,
          payload.get(),
          source.get(),
          reader.row().timestamp());
    }
    packed++;
    if (blocks.full()) {
      blocks.drainTo((bucket, block) -> out.get(BLOCKS).output(KV.of(bucket, block)));
    }
    return null;
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    Counters.counter(readCounter).inc(read);
    Counters.counter(usedCounter).inc(packed);
    RunProgress.addEvents(read);
    requireNonNull(blocks)
        .drainTo(
            (bucket, block) ->
                context.output(
                    BLOCKS,
                    KV.of(bucket, block),
                    BoundedWindow.TIMESTAMP_MIN_VALUE,
                    GlobalWindow.INSTANCE));
  }
}
