package io.github.beamwatch.core.spec;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Where a job without a checkpoint starts in a topic.
 *
 * @param kind what decides it
 * @param at only of {@link Kind#INSTANT}: the first record that was written then or later
 */
public record StartPosition(Kind kind, @Nullable Instant at) implements Serializable {

  /** What is allowed, as the end of a sentence. */
  public static final String ALLOWED =
      "write earliest, latest, committed, or an instant such as 2025-12-17T08:00:00Z";

  public static final StartPosition EARLIEST = new StartPosition(Kind.EARLIEST, null);
  public static final StartPosition LATEST = new StartPosition(Kind.LATEST, null);
  public static final StartPosition COMMITTED = new StartPosition(Kind.COMMITTED, null);

  /** What decides where a partition is begun. */
  public enum Kind {
    /** Its first record. */
    EARLIEST,
    /** Its end. */
    LATEST,
    /** The offset that the consumer group committed; without one, its first record. */
    COMMITTED,
    /** The time at which records were written. */
    INSTANT
  }

  /**
   * Reads a position.
   *
   * @throws IllegalArgumentException with a sentence in which <code>{}</code> stands for the text
   */
  public static StartPosition parse(String text) {
    switch (text) {
      case "earliest":
        return EARLIEST;
      case "latest":
        return LATEST;
      case "committed":
        return COMMITTED;
      default:
    }
    try {
      return new StartPosition(Kind.INSTANT, OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("{} is no place to start from; " + ALLOWED, e);
    }
  }
}
