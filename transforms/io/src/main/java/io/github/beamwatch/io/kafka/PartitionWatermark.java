package io.github.beamwatch.io.kafka;

import io.github.beamwatch.core.event.EventTimeReader;
import java.util.Arrays;
import java.util.Objects;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.jspecify.annotations.Nullable;

/**
 * The watermark of one partition, and which of its records are late.
 *
 * <p>The watermark is the newest event time less the promised disorder and the allowed lateness. A
 * record is late when its window (or, without windows, the record itself) is behind the watermark
 * of its own partition at its own place in the log. That is a function of the log: reading fast or
 * slow, again, or on another runner changes nothing. Beam's watermark is never ahead of any
 * partition's, so no record that is on time here can be dropped later.
 *
 * <p>One wrong clock must not close the windows of all others. A record more than {@link
 * #GAP_MILLIS} ahead of the newest event so far (or the first of all) is on time, but moves nothing
 * until {@link #WITNESSES} more records lie beyond the gap than before it, or until the partition
 * is drained and silent. Until then the watermark stays where it is, which delays results and loses
 * none.
 *
 * <p>No clock and no I/O: times are arguments.
 */
final class PartitionWatermark {

  /** Before any event. */
  static final long NONE = BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis();

  /** A step further ahead than this needs witnesses. */
  static final long GAP_MILLIS = 600_000;

  /** How many records must agree on such a step. */
  static final int WITNESSES = 100;

  /** A drained partition that was silent for so long has nobody left to contradict the step. */
  static final long SILENCE_MILLIS = 5_000;

  private static final long LAST = BoundedWindow.TIMESTAMP_MAX_VALUE.getMillis();

  private final long delay;
  private final long window;
  private final long maxFuture;
  private final long idleAfter;

  private long newest;
  private final long[] ahead;
  private int aheadCount;
  private int votes;

  PartitionWatermark(WatermarkRules rules, State state) {
    delay = rules.delayMillis();
    window = rules.window().toMillis();
    maxFuture = rules.maxFuture().toMillis();
    idleAfter = rules.idleAfter() == null ? Long.MAX_VALUE : rules.idleAfter().toMillis();
    newest = state.newest();
    ahead = Arrays.copyOf(state.ahead(), WITNESSES);
    aheadCount = state.ahead().length;
    votes = state.votes();
  }

  /** The watermark: no record from here on is on time if its window ends at or before it. */
  long millis() {
    return newest == NONE ? NONE : Math.max(NONE, newest - delay);
  }

  /**
   * Takes the next record of the log.
   *
   * @return its element timestamp: the event time when it is on time; the watermark when it is
   *     late, future or unreadable. Late, and only late, records have one after their event time
   */
  long observe(long eventTime, long now) {
    long watermark = millis();
    if (eventTime == EventTimeReader.UNREADABLE || eventTime < NONE || eventTime > LAST) {
      return watermark;
    }
    if (isLate(eventTime, watermark)) {
      return watermark;
    }
    if (eventTime - maxFuture > now) {
      return Math.min(watermark, eventTime);
    }
    if (newest == NONE || eventTime - newest > GAP_MILLIS) {
      propose(eventTime);
    } else {
      newest = Math.max(newest, eventTime);
      contradict();
    }
    return eventTime;
  }

  /**
   * Learns that the log is read to its end.
   *
   * @param silentMillis how long it has been since the last record was read
   * @param asOf when the end was seen
   */
  void drained(long silentMillis, long asOf) {
    if (silentMillis >= idleAfter) {
      newest = Math.max(newest, asOf);
    }
    if (aheadCount > 0 && silentMillis >= Math.min(idleAfter, SILENCE_MILLIS)) {
      acceptUpTo(asOf + GAP_MILLIS);
    }
  }

  State state() {
    return new State(newest, Arrays.copyOf(ahead, aheadCount), votes);
  }

  private boolean isLate(long eventTime, long watermark) {
    if (window == 0) {
      return eventTime < watermark;
    }
    return Math.floorDiv(eventTime, window) * window + window <= watermark;
  }

  private void propose(long eventTime) {
    if (aheadCount < WITNESSES) {
      ahead[aheadCount++] = eventTime;
    }
    votes++;
    while (votes >= WITNESSES) {
      acceptNearest();
    }
  }

  private void contradict() {
    if (votes > 0 && --votes == 0) {
      aheadCount = 0;
    }
  }

  /** Moves to the end of the nearest run of proposals; what lies beyond another gap waits on. */
  private void acceptNearest() {
    Arrays.sort(ahead, 0, aheadCount);
    newest = Math.max(newest, ahead[0]);
    int taken = 1;
    while (taken < aheadCount && ahead[taken] - newest <= GAP_MILLIS) {
      newest = Math.max(newest, ahead[taken++]);
    }
    keepFrom(taken);
  }

  private void acceptUpTo(long limit) {
    Arrays.sort(ahead, 0, aheadCount);
    int taken = 0;
    while (taken < aheadCount && ahead[taken] <= limit) {
      newest = Math.max(newest, ahead[taken++]);
    }
    keepFrom(taken);
  }

  private void keepFrom(int taken) {
    aheadCount -= taken;
    System.arraycopy(ahead, taken, ahead, 0, aheadCount);
    votes = aheadCount;
  }

  /** All that must outlive a restart, so that it changes no judgement. */
  record State(long newest, long[] ahead, int votes) {

    static final State START = new State(NONE, new long[0], 0);

    State {
      if (ahead.length > WITNESSES) {
        throw new IllegalArgumentException(ahead.length + " witnesses; at most " + WITNESSES);
      }
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof State that
          && newest == that.newest
          && votes == that.votes
          && Arrays.equals(ahead, that.ahead);
    }

    @Override
    public int hashCode() {
      return Objects.hash(newest, votes, Arrays.hashCode(ahead));
    }
  }
}
