package io.github.beamwatch.beam.parse;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Records of one origin that travel as one element, in the order of their offsets. A runner's cost
 * per element is many times the cost of parsing an event: whoever can take records by the hundred
 * should.
 *
 * <p>Each record has the timestamp that it would have as an element of its own; the batch as an
 * element has the smallest of them, so that any of them may be output from it.
 */
public final class RawBatch {

  private final String origin;
  private final byte[][] payloads;
  private final long[] offsets;
  private final long[] timestamps;

  /**
   * The arrays are of equal length and become the batch's own.
   *
   * @param origin where all records come from, such as {@code topic/partition}
   * @param payloads the records' bytes
   * @param offsets their places in the origin, ascending
   * @param timestamps their element timestamps in epoch milliseconds
   */
  public RawBatch(String origin, byte[][] payloads, long[] offsets, long[] timestamps) {
    this.origin = Objects.requireNonNull(origin, "origin");
    if (payloads.length == 0
        || payloads.length != offsets.length
        || payloads.length != timestamps.length) {
      throw new IllegalArgumentException(
          "A batch needs as many offsets and timestamps as payloads, and at least one: "
              + payloads.length
              + " payloads, "
              + offsets.length
              + " offsets, "
              + timestamps.length
              + " timestamps");
    }
    this.payloads = payloads;
    this.offsets = offsets;
    this.timestamps = timestamps;
  }

  /** How many records there are; at least one. */
  public int size() {
    return payloads.length;
  }

  /** Where all records come from. */
  public String origin() {
    return origin;
  }

  /** The same records as of another origin. */
  public RawBatch from(String other) {
    return other.equals(origin) ? this : new RawBatch(other, payloads, offsets, timestamps);
  }

  /** The bytes of a record; not a copy. */
  public byte[] payload(int index) {
    return payloads[index];
  }

  /** The place of a record in its origin. */
  public long offset(int index) {
    return offsets[index];
  }

  /** The element timestamp of a record, in epoch milliseconds. */
  public long timestampMillis(int index) {
    return timestamps[index];
  }

  /** A record on its own. */
  public RawRecord record(int index) {
    return new RawRecord(payloads[index], origin, offsets[index]);
  }

  /** The element timestamp of the batch: the smallest of its records. */
  public long earliestTimestampMillis() {
    return Arrays.stream(timestamps).min().getAsLong();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RawBatch that
        && origin.equals(that.origin)
        && Arrays.equals(offsets, that.offsets)
        && Arrays.equals(timestamps, that.timestamps)
        && Arrays.deepEquals(payloads, that.payloads);
  }

  @Override
  public int hashCode() {
    return Objects.hash(origin, Arrays.hashCode(offsets), Arrays.deepHashCode(payloads));
  }

  @Override
  public String toString() {
    return size() + " records of " + origin + " from " + offsets[0];
  }
}
