package io.github.beamwatch.core.delivery;

/**
 * Spreads messages evenly: hands out the times at which they may be sent. Time not used is lost, so
 * no burst follows a pause. Not thread-safe.
 */
public final class Pacer {

  private final long spacingNanos;
  private long nextFree = Long.MIN_VALUE;

  public Pacer(Rate rate) {
    this.spacingNanos = rate.spacingNanos();
  }

  /** How long to wait from now until a message may be sent; zero where it may be sent now. */
  public long waitNanos(long nowNanos) {
    return nextFree == Long.MIN_VALUE ? 0 : Math.max(0, nextFree - nowNanos);
  }

  /** A message is sent now. */
  public void sent(long nowNanos) {
    nextFree = nowNanos + spacingNanos;
  }
}
