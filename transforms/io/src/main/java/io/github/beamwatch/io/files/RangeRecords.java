package io.github.beamwatch.io.files;

import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.EventFormat;
import io.github.beamwatch.core.event.EventParser;
import io.github.beamwatch.core.event.TypedRecord;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Goes through the records of a file range, of whatever format, for somebody who takes them in. */
final class RangeRecords {

  /** How many records are read between two looks at what progress and memory need. */
  private static final int RECORDS_PER_CHECK = 8192;

  /** A header may be longer than any record: it has all the names. */
  private static final int MIN_HEADER_BYTES = 1 << 20;

  private static final byte[] NO_BYTES = {};

  private final EventFormat format;

  RangeRecords(EventFormat format) {
    this.format = format;
  }

  /** Takes records in. */
  interface Taker {

    /** One record; the dead letter that it became, or null. */
    @Nullable DeadLetter take(
        EventParser parser, byte[] buffer, int from, int to, Supplier<@Nullable String> source);

    /** One of which the buffer holds the beginning alone. */
    DeadLetter tooLarge(byte[] buffer, int from, int to, Supplier<@Nullable String> source);

    /** Called now and then, and at the end of the range. */
    void check();
  }

  /**
   * Reads a range.
   *
   * @throws IOException in a sentence where the file cannot be read to its end
   */
  void read(FileRange range, Taker taker, Consumer<DeadLetter> dead) throws IOException {
    FileFormat kind = FileFormat.of(range.path(), format.spec().format());
    try {
      if (kind == FileFormat.LINES) {
        readLines(range, taker, dead);
      } else {
        readTyped(kind, range, taker, dead);
      }
    } catch (IOException e) {
      throw new IOException(range.path() + " cannot be read to its end: " + e.getMessage(), e);
    }
    taker.check();
  }

  private void readLines(FileRange range, Taker taker, Consumer<DeadLetter> out)
      throws IOException {
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
                ? taker.tooLarge(records.buffer(), records.from(), records.to(), source)
                : taker.take(parser, records.buffer(), records.from(), records.to(), source);
        if (dead != null) {
          out.accept(dead);
        }
        if (--untilCheck == 0) {
          untilCheck = RECORDS_PER_CHECK;
          taker.check();
        }
      }
    }
  }

  private void readTyped(FileFormat kind, FileRange range, Taker taker, Consumer<DeadLetter> out)
      throws IOException {
    TypedRecord record = format.newTypedRecord();
    try (TypedRecords records =
        kind == FileFormat.PARQUET
            ? new ParquetRecords(range, record)
            : new AvroRecords(range, record)) {
      Supplier<@Nullable String> source = () -> range.path() + " " + records.place();
      int untilCheck = RECORDS_PER_CHECK;
      while (records.next()) {
        DeadLetter dead = taker.take(record, NO_BYTES, 0, 0, source);
        if (dead != null) {
          // Where values are sensitive the record was turned into JSON without them already.
          boolean open = format.privacy().isEmpty();
          out.accept(open ? dead.withPayload(record.json()) : dead);
        }
        if (--untilCheck == 0) {
          untilCheck = RECORDS_PER_CHECK;
          taker.check();
        }
      }
    } catch (RuntimeException e) {
      // Both libraries say so what is wrong with a file.
      throw new IOException(
          "it is truncated, damaged or no "
              + (kind == FileFormat.PARQUET ? "Parquet" : "Avro")
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

  private LineBreaks lineBreaks() {
    return format.multiline()
        ? LineBreaks.outsideQuotes((byte) format.spec().csv().delimiter().charAt(0))
        : LineBreaks.each();
  }
}
