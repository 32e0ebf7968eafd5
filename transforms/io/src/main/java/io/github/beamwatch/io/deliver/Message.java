package io.github.beamwatch.io.deliver;

import java.util.List;

/** Parcels that travel together. Used under the lock of its queue, or by one thread at a time. */
final class Message {

  private List<Parcel> parcels;
  private int attempts;
  private long firstAttempt;

  Message(List<Parcel> parcels) {
    this.parcels = List.copyOf(parcels);
  }

  List<Parcel> parcels() {
    return parcels;
  }

  /** Goes on with some of its parcels. */
  void keep(List<Parcel> some) {
    parcels = List.copyOf(some);
  }

  int attempts() {
    return attempts;
  }

  void attempt(long now) {
    if (attempts++ == 0) {
      firstAttempt = now;
    }
  }

  /** Whether it was tried for so long, or waited as long in a channel that took nothing. */
  boolean exhausted(long now, long retryNanos, long failingNanos) {
    long waited = now - parcels.get(0).sinceNanos();
    return attempts > 0
        && (now - firstAttempt >= retryNanos
            || (failingNanos >= retryNanos && waited >= retryNanos));
  }
}
