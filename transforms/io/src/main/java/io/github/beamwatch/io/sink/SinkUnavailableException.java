package io.github.beamwatch.io.sink;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A server took nothing of a batch, and may take it later. */
public final class SinkUnavailableException extends Exception {

  private static final long serialVersionUID = 1L;

  private final @Nullable Duration retryAfter;

  /**
   * Of this cause.
   *
   * @param reason half a sentence for a person, without secrets
   * @param retryAfter how long the server asks to be left alone; null where it does not
   */
  public SinkUnavailableException(String reason, @Nullable Duration retryAfter) {
    super(reason);
    this.retryAfter = retryAfter;
  }

  /** Half a sentence for a person. */
  public String reason() {
    return String.valueOf(getMessage());
  }

  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
