package io.github.beamwatch.beam.parse;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.Event;
import io.github.beamwatch.core.event.EventFormat;
import io.github.beamwatch.core.event.EventParser;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Parses raw records, JSON or CSV, into events.
 *
 * <p>Input: one record per element, bounded or not. Output: {@link #EVENTS}, each with its event
 * time as timestamp, and {@link #DEAD_LETTERS}: every record is in exactly one of them. An element
 * whose timestamp is later than the event time inside it has come late and is dead. Neighbour:
 * {@code MeasureBatches} aggregates in the same step and makes no object per event; use it when
 * nobody needs the single event.
 *
 * <pre>{@code
 * PCollectionTuple parsed = records.apply("Parse", ParseEvents.with(format));
 * PCollection<Event> events = parsed.get(ParseEvents.EVENTS);
 * }</pre>
 */
public final class ParseEvents extends PTransform<PCollection<RawRecord>, PCollectionTuple> {

  /** Good records. */
  public static final TupleTag<Event> EVENTS = new TupleTag<>("events") {};

  /** Records that could not be used. */
  public static final TupleTag<DeadLetter> DEAD_LETTERS = new TupleTag<>("dead-letters") {};

  private final EventFormat format;

  private ParseEvents(EventFormat format) {
    this.format = format;
  }

  /**
   * Parses records of this format.
   *
   * @throws IllegalStateException if the format needs a header line, which single records lack
   */
  public static ParseEvents with(EventFormat format) {
    format.newParser(); // fails here rather than on a worker
    return new ParseEvents(format);
  }

  @Override
  public PCollectionTuple expand(PCollection<RawRecord> records) {
    PCollectionTuple out =
        records.apply(
            "ParseRecord",
            ParDo.of(new ParseEventsFn(format))
                .withOutputTags(EVENTS, TupleTagList.of(DEAD_LETTERS)));
    out.get(EVENTS).setCoder(EventCoder.of());
    out.get(DEAD_LETTERS).setCoder(DeadLetterCoder.of());
    return out;
  }

  private static final class ParseEventsFn extends DoFn<RawRecord, Event> {

    private final EventFormat format;
    private transient @Nullable RowReader reader;
    private transient @Nullable EventParser parser;

    ParseEventsFn(EventFormat format) {
      this.format = format;
    }

    @Setup
    public void setup() {
      reader = new RowReader(format);
      parser = format.newParser();
    }

    @ProcessElement
    public void process(
        @Element RawRecord record, @Timestamp Instant timestamp, MultiOutputReceiver out) {
      RowReader reader = requireNonNull(this.reader);
      byte[] payload = record.payload();
      DeadLetter dead =
          reader.read(
              requireNonNull(parser),
              payload,
              0,
              payload.length,
              timestamp.isAfter(BoundedWindow.TIMESTAMP_MIN_VALUE)
                  ? timestamp.getMillis()
                  : RowReader.NEVER_LATE,
              record::source);
      if (dead != null) {
        out.get(DEAD_LETTERS).output(dead);
      } else {
        Event event = reader.row().toEvent();
        out.get(EVENTS).outputWithTimestamp(event, Instant.ofEpochMilli(event.timestamp()));
      }
    }

    @FinishBundle
    public void finishBundle() {
      requireNonNull(reader).report();
    }
  }
}
