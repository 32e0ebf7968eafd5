package io.github.beamwatch.core.event;

import java.io.Serializable;

/** Reads only the event time of a record: what a source needs for its watermark. */
public interface EventTimeReader extends Serializable {

  /** The answer for a record whose event time cannot be read. */
  long UNREADABLE = Long.MIN_VALUE;

  /** The record's event time in epoch milliseconds, or {@link #UNREADABLE}. */
  long eventTimeMillis(byte[] record);
}
