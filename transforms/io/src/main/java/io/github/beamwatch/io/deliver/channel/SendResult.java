package io.github.beamwatch.io.deliver.channel;

import io.github.beamwatch.io.http.HttpAnswer;
import java.time.Duration;

/**
 * What came of an attempt.
 *
 * @param kind what to do now
 * @param detail why, for a person, without secrets; empty where it was sent
 * @param pause how long the service asks to be left alone; zero where it does not
 */
public record SendResult(Kind kind, String detail, Duration pause) {

  /** What to do now. */
  public enum Kind {
    /** Nothing: it is there. */
    SENT,
    /** Try again later. */
    RETRY,
    /** Give up: it will never be accepted. */
    REFUSED
  }

  /** It is there. */
  public static final SendResult SENT = new SendResult(Kind.SENT, "", Duration.ZERO);

  /** Nobody knows why it failed; it may work the next time. */
  public static final SendResult FAILED = retry("the attempt failed");

  static SendResult retry(String detail) {
    return new SendResult(Kind.RETRY, detail, Duration.ZERO);
  }

  static SendResult refused(String detail) {
    return new SendResult(Kind.REFUSED, detail, Duration.ZERO);
  }

  /** What an HTTP answer means. The body is left out: a service may quote what it was sent. */
  static SendResult of(HttpAnswer answer) {
    Duration asked = answer.retryAfter();
    return switch (answer.outcome()) {
      case OK -> SENT;
      case RETRY ->
          new SendResult(Kind.RETRY, answer.reason(), asked == null ? Duration.ZERO : asked);
      case REFUSED -> refused(answer.reason());
    };
  }
}
