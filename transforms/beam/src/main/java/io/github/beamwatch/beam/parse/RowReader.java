package io.github.beamwatch.beam.parse;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.RunProgress;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.DeadLetter.PayloadState;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.core.event.EventFormat;
import io.github.beamwatch.core.event.EventParser;
import io.github.beamwatch.core.event.EventRow;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads records into a row that is used again and again, and turns what cannot be used into dead
 * letters, counted by reason. One per thread.
 */
public final class RowReader {

  /** An event time that no record can be later than: the mark of a source without lateness. */
  public static final long NEVER_LATE = Long.MIN_VALUE;

  private final EventFormat format;
  private final EventRow row;
  private final LongSupplier clock;
  private final long earliestAllowed;
  private long latestAllowed = Long.MIN_VALUE;
  private long read;
  private long refused;

  public RowReader(EventFormat format) {
    this(format, System::currentTimeMillis);
  }

  RowReader(EventFormat format, LongSupplier clock) {
    this.format = format;
    this.row = format.newRow();
    this.clock = clock;
    this.earliestAllowed = format.spec().timestamp().earliest();
  }

  /** The record that was read last. */
  public EventRow row() {
    return row;
  }

  /**
   * Reads one record.
   *
   * @param parser reads it
   * @param timestamp the time the source gave it, epoch milliseconds: a source says that a record
   *     is late by giving it a later time than its own; {@link #NEVER_LATE} where a source does not
   * @param source where the record is from, asked only if it is dead
   * @return null, or the dead letter that it became
   */
  public @Nullable DeadLetter read(
      EventParser parser,
      byte[] buffer,
      int from,
      int to,
      long timestamp,
      Supplier<@Nullable String> source) {
    read++;
    int maxBytes = format.spec().maxRecordBytes();
    if (to - from > maxBytes) {
      return tooLarge(buffer, from, from + maxBytes, source);
    }
    if (!parser.parse(buffer, from, to, row)) {
      Reason reason = row.reason();
      return dead(
          reason == null ? Reason.MALFORMED : reason,
          row.detail(),
          parser,
          buffer,
          from,
          to,
          source);
    }
    long time = row.timestamp();
    if (time > latestAllowed && fromTheFuture(time)) {
      return dead(
          Reason.FUTURE,
          "the event time lies further ahead than parse.timestamp.maxFuture ("
              + format.spec().timestamp().maxFuture()
              + ") allows",
          parser,
          buffer,
          from,
          to,
          source);
    }
    if (time < earliestAllowed) {
      return dead(
          Reason.OUT_OF_RANGE,
          "the event time lies before parse.timestamp.notBefore ("
              + format.spec().timestamp().notBefore()
              + ")",
          parser,
          buffer,
          from,
          to,
          source);
    }
    if (timestamp > time) {
      return dead(
          Reason.LATE,
          "the event's window was closed before it came",
          parser,
          buffer,
          from,
          to,
          source);
    }
    return null;
  }

  /** A record that was too long to be kept whole; the buffer holds its beginning. */
  public DeadLetter readTooLarge(
      byte[] buffer, int from, int to, Supplier<@Nullable String> source) {
    read++;
    return tooLarge(buffer, from, to, source);
  }

  private DeadLetter tooLarge(byte[] buffer, int from, int to, Supplier<@Nullable String> source) {
    row.discard();
    return dead(
        Reason.TOO_LARGE,
        "the record is longer than parse.maxRecordBytes ("
            + format.spec().maxRecordBytes()
            + "); only its beginning is kept",
        null,
        buffer,
        from,
        to,
        source);
  }

  /** The parser is null where the buffer does not hold the whole record. */
  private DeadLetter dead(
      Reason reason,
      String detail,
      @Nullable EventParser parser,
      byte[] buffer,
      int from,
      int to,
      Supplier<@Nullable String> source) {
    refused++;
    Counters.countDead(reason);
    byte[] payload;
    PayloadState state;
    if (format.privacy().isEmpty()) {
      payload = Arrays.copyOfRange(buffer, from, to);
      state = parser == null ? PayloadState.CUT : PayloadState.WHOLE;
    } else {
      byte[] redacted = parser == null ? null : parser.redacted(buffer, from, to);
      payload = redacted == null ? withheld(to - from) : redacted;
      state = redacted == null ? PayloadState.WITHHELD : PayloadState.REDACTED;
    }
    return new DeadLetter("parse", reason, detail, payload, source.get(), eventTime(), state);
  }

  /** The event time of the row; null where it has none, or need not have one. */
  public @Nullable Long eventTime() {
    long time = row.timestamp();
    boolean none = time == Long.MIN_VALUE || (time == 0 && format.spec().timestamp().optional());
    return none ? null : time;
  }

  private static byte[] withheld(int length) {
    return ("[" + length + " bytes withheld: they may hold sensitive values]")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Counts what was read since the last call: per record that would cost too much. */
  public void report() {
    Counters.counter(Counters.EVENTS_READ).inc(read);
    Counters.counter(Counters.EVENTS_PARSED).inc(read - refused);
    RunProgress.addEvents(read);
    read = 0;
    refused = 0;
  }

  /**
   * The only place where a result may depend on the wall clock, and only for events that claim to
   * come from the future. The clock is looked at again whenever one seems to: what was allowed an
   * hour ago, before the source fell silent, says nothing.
   */
  private boolean fromTheFuture(long time) {
    latestAllowed = clock.getAsLong() + format.spec().timestamp().maxFuture().toMillis();
    return time > latestAllowed;
  }
}
