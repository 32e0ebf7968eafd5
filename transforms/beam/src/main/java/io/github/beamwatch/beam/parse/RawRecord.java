package io.github.beamwatch.beam.parse;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record as a source delivers it, not yet parsed.
 *
 * @param payload the record's bytes
 * @param origin where it comes from, such as {@code topic/partition}; shared by many records
 * @param offset its place there; −1 where there is none
 */
public record RawRecord(byte[] payload, @Nullable String origin, long offset) {

  public RawRecord {
    Objects.requireNonNull(payload, "payload");
  }

  /** A record of unknown origin. */
  public static RawRecord of(byte[] payload) {
    return new RawRecord(payload, null, -1);
  }

  /** Origin and place as one text, for a dead letter; null where unknown. */
  public @Nullable String source() {
    return origin == null || offset < 0 ? origin : origin + "/" + offset;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RawRecord that
        && offset == that.offset
        && Objects.equals(origin, that.origin)
        && Arrays.equals(payload, that.payload);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(payload), origin, offset);
  }
}
