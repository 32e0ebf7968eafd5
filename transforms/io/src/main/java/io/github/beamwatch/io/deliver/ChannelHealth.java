package io.github.beamwatch.io.deliver;

import io.github.beamwatch.io.deliver.channel.SendResult;

/**
 * Whether a channel takes messages, and with it how many may be in doubt at once: sent, and not yet
 * remembered as sent. Those are the ones that a crash repeats.
 *
 * <p>A channel that fails, or of which nothing is known, is asked with one message at a time. Each
 * message that it takes makes room for one more, so that the room doubles with every round of
 * answers, up to the most that the spec allows.
 *
 * <p>Not thread-safe; times are those of {@link System#nanoTime}.
 */
final class ChannelHealth {

  private final int most;
  private final long retryNanos;
  private int room = 1;
  private boolean failing;
  private long failingSince;
  private long pausedUntil;
  private String lastFailure = "";

  /**
   * @param most messages in doubt while the channel is well
   * @param retryNanos for how long messages are tried
   * @param now the time
   */
  ChannelHealth(int most, long retryNanos, long now) {
    this.most = most;
    this.retryNanos = retryNanos;
    this.pausedUntil = now;
  }

  /** How many messages may be in doubt now. */
  int room() {
    return room;
  }

  /** How long the channel asked to be left alone from now on; not positive where it did not. */
  long pausedNanos(long now) {
    return pausedUntil - now;
  }

  /** It answered a message, be it with a refusal. */
  void answered() {
    failing = false;
    room = Math.min(most, room + 1);
  }

  /**
   * It did not take a message.
   *
   * @return whether it had taken the one before
   */
  boolean failed(SendResult result, long now) {
    boolean news = !failing;
    if (news) {
      failing = true;
      failingSince = now;
    }
    room = 1;
    lastFailure = result.detail();
    // Who asks to be left alone means all messages.
    pausedUntil = Math.max(pausedUntil, now + result.pause().toNanos());
    return news;
  }

  /** Whether a message was tried for long enough, or waited as long in a channel that failed. */
  boolean isHopeless(Message message, long now) {
    return message.triedFor(now) >= retryNanos
        || (failing && now - failingSince >= retryNanos && message.waitedFor(now) >= retryNanos);
  }

  /** What the channel said, or did not, when it last took nothing. */
  String lastFailure() {
    return lastFailure;
  }
}
