package io.github.beamwatch.core.delivery;

import java.time.Duration;

/**
 * How long to wait before a message is tried again: twice as long each time up to a bound, and
 * spread by chance, so that what failed together does not come back together.
 */
public final class Backoff {

  private static final long FIRST_MILLIS = 250;
  private static final long LONGEST_MILLIS = 15_000;

  private Backoff() {}

  /**
   * The wait before the next attempt.
   *
   * @param attempts how many there were, at least 1
   * @param asked what the other side asked for; zero where it did not
   * @param chance at least 0 and less than 1
   */
  public static Duration delay(int attempts, Duration asked, double chance) {
    long doubled = FIRST_MILLIS << Math.min(attempts - 1, 10);
    long bounded = Math.min(LONGEST_MILLIS, doubled);
    Duration own = Duration.ofMillis(bounded / 2 + (long) (bounded / 2.0 * chance));
    return own.compareTo(asked) > 0 ? own : asked;
  }
}
