package io.github.beamwatch.core.event;

import org.jspecify.annotations.Nullable;

/** Reads records into a row. Keeps state between records; one thread, one parser. */
public interface EventParser {

  /**
   * Reads one record.
   *
   * @param buffer holds the record; must not change while the row is in use
   * @param from the record's first byte
   * @param to behind its last byte
   * @param row takes the values, or the reason why the record is dead
   * @return whether the record is good; if not, {@link EventRow#reason} and {@link EventRow#detail}
   *     say why
   */
  boolean parse(byte[] buffer, int from, int to, EventRow row);

  /**
   * The same record without the values of its sensitive fields.
   *
   * @return null where these cannot be told from the rest of it for sure
   */
  default byte @Nullable [] redacted(byte[] buffer, int from, int to) {
    return null;
  }
}
