package io.github.beamwatch.core.event;

import io.github.beamwatch.core.privacy.Privacy;
import io.github.beamwatch.core.spec.ParseSpec;
import io.github.beamwatch.core.spec.ParseSpec.Format;
import io.github.beamwatch.core.spec.PipelineSpec;
import java.io.Serializable;
import java.util.List;

/** How the bytes of a source become rows: the spec's format and the fields that it reads. */
public final class EventFormat implements Serializable {

  private static final long serialVersionUID = 1;

  private final ParseSpec spec;
  private final EventSchema schema;
  private final Privacy privacy;

  /** A format without sensitive fields. */
  public EventFormat(ParseSpec spec, EventSchema schema) {
    this(spec, schema, Privacy.NONE);
  }

  private EventFormat(ParseSpec spec, EventSchema schema, Privacy privacy) {
    this.spec = spec;
    this.schema = schema;
    this.privacy = privacy;
  }

  /** How the records of a spec are read. */
  public static EventFormat of(PipelineSpec spec, EventSchema schema) {
    return new EventFormat(spec.parse(), schema, Privacy.of(spec, schema.names()));
  }

  /** What is not to be shown. */
  public Privacy privacy() {
    return privacy;
  }

  public EventSchema schema() {
    return schema;
  }

  public ParseSpec spec() {
    return spec;
  }

  /** Whether every file starts with a line that names the columns. */
  public boolean hasHeader() {
    return spec.format() == Format.CSV && spec.csv().columns().isEmpty();
  }

  /** Whether line breaks inside quotes belong to a record. */
  public boolean multiline() {
    return spec.format() == Format.CSV && spec.csv().multiline();
  }

  /**
   * A parser for records that need no header.
   *
   * @throws IllegalStateException if the format needs one
   */
  public EventParser newParser() {
    if (hasHeader()) {
      throw new IllegalStateException(
          "CSV records without a file need parse.csv.columns: there is no header line to read");
    }
    // A record of a Parquet or Avro file that became a dead letter is JSON from then on.
    return spec.format() == Format.CSV
        ? new CsvEventParser(spec, schema, spec.csv().columns(), privacy)
        : new JsonEventParser(spec, schema, privacy);
  }

  /** A parser for the records below this header line. */
  public EventParser newParser(byte[] headerLine) {
    List<String> columns = CsvEventParser.header(headerLine, spec.csv().delimiter().charAt(0));
    return new CsvEventParser(spec, schema, columns, privacy);
  }

  /** Takes records whose fields have types, as those of Parquet and Avro files. */
  public TypedRecord newTypedRecord() {
    return new TypedRecord(spec, schema, privacy);
  }

  /** A row for this format's parsers. */
  public EventRow newRow() {
    return new EventRow(schema);
  }

  /** Reads event times for a source's watermark; keeps a parser per thread. */
  public EventTimeReader eventTimes() {
    return new ParsingEventTimeReader(this);
  }

  private static final class ParsingEventTimeReader implements EventTimeReader {
    private static final long serialVersionUID = 1;

    private final EventFormat format;
    private transient ThreadLocal<Parsing> parsing;

    ParsingEventTimeReader(EventFormat format) {
      this.format = format;
      this.parsing = newParsing(format);
    }

    @Override
    public long eventTimeMillis(byte[] record) {
      if (parsing == null) {
        parsing = newParsing(format);
      }
      Parsing own = parsing.get();
      // A record that fails otherwise may still carry its time, but it never reaches a window.
      return own.parser.parse(record, 0, record.length, own.row) ? own.row.timestamp() : UNREADABLE;
    }

    private static ThreadLocal<Parsing> newParsing(EventFormat format) {
      return ThreadLocal.withInitial(() -> new Parsing(format.newParser(), format.newRow()));
    }
  }

  private record Parsing(EventParser parser, EventRow row) {}
}
