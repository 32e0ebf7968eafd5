package io.github.beamwatch.core.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be used, kept whole with the reason.
 *
 * @param stage where it failed: {@code parse}, {@code measure}, {@code evaluate}, {@code write}
 * @param reason a stable word for counting, one of {@link Reason}
 * @param detail one sentence for a person: what was found and what is allowed
 * @param payload the record's bytes
 * @param source file, or topic/partition/offset; null where unknown
 * @param eventTimeMillis the record's event time in epoch milliseconds; null where it could not be
 *     read
 * @param payloadState how much of the record the payload is
 */
public record DeadLetter(
    String stage,
    Reason reason,
    String detail,
    byte[] payload,
    @Nullable String source,
    @Nullable Long eventTimeMillis,
    PayloadState payloadState) {

  /** How much of a record is kept. */
  public enum PayloadState {
    /** All of it. */
    WHOLE,
    /** Its beginning. */
    CUT,
    /** All but the values of sensitive fields. */
    REDACTED,
    /** Nothing: sensitive values in it could not be told from the rest. */
    WITHHELD
  }

  /** A record that is kept whole. */
  public DeadLetter(
      String stage,
      Reason reason,
      String detail,
      byte[] payload,
      @Nullable String source,
      @Nullable Long eventTimeMillis) {
    this(stage, reason, detail, payload, source, eventTimeMillis, PayloadState.WHOLE);
  }

  /** Why a record is dead. The lower-case name is the contract. */
  public enum Reason {
    /** Not a JSON document, or not a CSV row of the header's width. */
    MALFORMED,
    /** A document, but not an object with fields. */
    NOT_AN_OBJECT,
    /** Nested deeper than the parser follows. */
    TOO_DEEP,
    /** Longer than {@code parse.maxRecordBytes}. */
    TOO_LARGE,
    /** Bytes that are not UTF-8. */
    INVALID_UTF8,
    /** A field that the spec reads is absent or null. */
    MISSING_FIELD,
    /** A text was expected where the record has an object or a list. */
    INVALID_TEXT,
    /** A number was expected: text, NaN, Infinity or out of a double's range was found. */
    INVALID_NUMBER,
    /** A number outside the bounds that the spec sets. */
    OUT_OF_RANGE,
    /** The event time cannot be read. */
    INVALID_TIMESTAMP,
    /** The event time lies further ahead than {@code parse.timestamp.maxFuture}. */
    FUTURE,
    /** Not an event: a version of live rules that cannot be used. */
    INVALID_RULES,
    /** The window of the event was closed before the event came. */
    LATE,
    /** A sink will never take it. */
    REFUSED,
    /** A sink could not be reached, or was too busy, for as long as it was tried. */
    UNAVAILABLE;

    private final String word = name().toLowerCase(java.util.Locale.ROOT);

    /** The word written to dead letters and metrics, such as {@code missing_field}. */
    public String word() {
      return word;
    }
  }

  public DeadLetter {
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(detail, "detail");
    Objects.requireNonNull(payload, "payload");
    Objects.requireNonNull(payloadState, "payloadState");
  }

  /** The same with other bytes. */
  public DeadLetter withPayload(byte[] bytes) {
    return new DeadLetter(stage, reason, detail, bytes, source, eventTimeMillis, payloadState);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DeadLetter that
        && stage.equals(that.stage)
        && reason == that.reason
        && detail.equals(that.detail)
        && java.util.Arrays.equals(payload, that.payload)
        && Objects.equals(source, that.source)
        && Objects.equals(eventTimeMillis, that.eventTimeMillis)
        && payloadState == that.payloadState;
  }

  @Override
  public int hashCode() {
    return Objects.hash(stage, reason, detail, java.util.Arrays.hashCode(payload), source);
  }
}
