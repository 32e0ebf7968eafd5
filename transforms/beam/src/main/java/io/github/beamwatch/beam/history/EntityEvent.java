package io.github.beamwatch.beam.history;

/**
 * What happened to an entity in a stream: an event, or the news that an earlier one was bad.
 *
 * @param time of the event, in milliseconds of the epoch
 * @param id of the event; empty for news
 * @param amount NaN where there is none
 * @param knownAt when it became known that the event was bad; {@link #EVENT} for the event itself
 */
public record EntityEvent(long time, String id, double amount, long knownAt) {
  static final long EVENT = Long.MIN_VALUE;

  /** An event; its timestamp is to be its event time. */
  public static EntityEvent of(long time, String id, double amount) {
    return new EntityEvent(time, id, amount, EVENT);
  }

  /** The news that an event of this time was bad; its timestamp is to be when that was known. */
  public static EntityEvent bad(long time, long knownAt) {
    return new EntityEvent(time, "", Double.NaN, knownAt);
  }

  boolean isEvent() {
    return knownAt == EVENT;
  }

  /** When it is to be taken in: news before events, as they count from then on. */
  long at() {
    return isEvent() ? time : knownAt;
  }
}
