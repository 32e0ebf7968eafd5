package io.github.beamwatch.core.history;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What became known of an event.
 *
 * @param id of the event
 * @param bad whether it was bad
 * @param knownAt when that became known, in milliseconds of the epoch; {@link #AFTER_DELAY} where a
 *     delay after the event is meant
 */
public record EventLabel(String id, boolean bad, long knownAt) {
  /** Known a delay after the event. */
  public static final long AFTER_DELAY = Long.MIN_VALUE;

  /** Writes it. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeUTF(id);
    out.writeBoolean(bad);
    out.writeLong(knownAt);
  }

  /** Reads what {@link #writeTo} wrote. */
  public static EventLabel readFrom(DataInput in) throws IOException {
    return new EventLabel(in.readUTF(), in.readBoolean(), in.readLong());
  }
}
