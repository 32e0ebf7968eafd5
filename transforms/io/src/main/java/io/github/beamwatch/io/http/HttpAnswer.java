package io.github.beamwatch.io.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of a request.
 *
 * @param outcome what to do with it
 * @param status the status; 0 where there was no answer
 * @param body the answer's body
 * @param reason why it is not {@link Outcome#OK}: half a sentence for a person, without anything
 *     that was sent
 * @param retryAfter how long the server asks to be left alone; null where it does not
 */
public record HttpAnswer(
    Outcome outcome, int status, byte[] body, String reason, @Nullable Duration retryAfter) {

  /** What to do with a request. */
  public enum Outcome {
    /** It is done. */
    OK,
    /** The same request may be accepted later: 408, 425, 429, 5xx, no answer, no connection. */
    RETRY,
    /** It will never be: any other status. */
    REFUSED
  }

  /** Nobody answered. */
  static HttpAnswer none(String reason) {
    return new HttpAnswer(Outcome.RETRY, 0, new byte[0], reason, null);
  }

  public boolean ok() {
    return outcome == Outcome.OK;
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The beginning of the body in one line, for a message. */
  public String excerpt() {
    String text = text().strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
    return text.length() <= LONGEST_EXCERPT ? text : text.substring(0, LONGEST_EXCERPT) + "…";
  }

  private static final int LONGEST_EXCERPT = 300;

  @Override
  public String toString() {
    return "HttpAnswer[" + outcome + ", " + status + ", " + reason + "]";
  }
}
