package io.github.beamwatch.beam.measure;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.RunProgress;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.core.event.EventParser;
import io.github.beamwatch.core.event.EventRow;
import io.github.beamwatch.core.series.PreAggregator;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The hot path: a record's bytes are parsed and land in the accumulator of their series and window,
 * without becoming an object on the way. What cannot be used becomes a dead letter.
 *
 * <p>One per thread. A connector that reads large chunks calls {@link #measure} for each record in
 * them; see {@link MeasureRecords} for records that come one by one.
 */
public final class RowMeasurer {

  /** An event time that no record can be later than: the mark of a source without lateness. */
  public static final long NEVER_LATE = Long.MIN_VALUE;

  private final MeasureSettings settings;
  private final EventRow row;
  private final PreAggregator groups;
  private long latestAllowed;
  private long read;

  public RowMeasurer(MeasureSettings settings) {
    this.settings = settings;
    this.row = settings.format().newRow();
    this.groups = new PreAggregator(settings.plan());
    refreshClock();
  }

  /**
   * Event times further ahead than this are dead. Called per bundle: a clock read per event costs.
   */
  private void refreshClock() {
    latestAllowed = settings.latestAllowed();
  }

  /**
   * Takes in one record.
   *
   * @param parser reads it
   * @param timestamp the time the source gave it, epoch milliseconds: a source says that a record
   *     is late by giving it a later time than its own; {@link #NEVER_LATE} where a source does not
   * @param source where the record is from, asked only if it is dead
   * @return null, or the dead letter that it became
   */
  public @Nullable DeadLetter measure(
      EventParser parser,
      byte[] buffer,
      int from,
      int to,
      long timestamp,
      Supplier<@Nullable String> source) {
    read++;
    if (!parser.parse(buffer, from, to, row)) {
      Reason reason = row.reason();
      return dead(
          reason == null ? Reason.MALFORMED : reason, row.detail(), buffer, from, to, source);
    }
    long time = row.timestamp();
    if (time > latestAllowed) {
      return dead(
          Reason.FUTURE,
          "the event time lies further ahead than parse.timestamp.maxFuture ("
              + settings.format().spec().timestamp().maxFuture()
              + ") allows",
          buffer,
          from,
          to,
          source);
    }
    if (timestamp > time) {
      return dead(
          Reason.LATE, "the event's window was closed before it came", buffer, from, to, source);
    }
    groups.add(row);
    return null;
  }

  /** A record that was too long to be kept whole; {@code buffer} holds its beginning. */
  public DeadLetter tooLarge(byte[] buffer, int from, int to, Supplier<@Nullable String> source) {
    read++;
    row.discard();
    return dead(
        Reason.TOO_LARGE,
        "the record is longer than parse.maxRecordBytes ("
            + settings.format().spec().maxRecordBytes()
            + "); only its beginning is kept",
        buffer,
        from,
        to,
        source);
  }

  private DeadLetter dead(
      Reason reason,
      String detail,
      byte[] buffer,
      int from,
      int to,
      Supplier<@Nullable String> source) {
    Counters.countDead(reason);
    long time = row.timestamp();
    return new DeadLetter(
        "parse",
        reason,
        detail,
        Arrays.copyOfRange(buffer, from, to),
        source.get(),
        time == Long.MIN_VALUE ? null : time);
  }

  /** Whether so many series and windows are held that they should be handed over. */
  public boolean full() {
    return groups.size() >= settings.maxGroups();
  }

  /** Hands over what was measured. */
  public void drainTo(PreAggregator.Output output) {
    groups.drainTo(output);
    reportProgress();
    refreshClock();
  }

  /** Counts what was read since the last call; per record would cost. */
  public void reportProgress() {
    Counters.counter(Counters.EVENTS_READ).inc(read);
    RunProgress.addEvents(read);
    read = 0;
  }
}
