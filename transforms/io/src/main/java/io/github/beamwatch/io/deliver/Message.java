package io.github.beamwatch.io.deliver;

import io.github.beamwatch.io.deliver.channel.Letter;
import java.nio.charset.StandardCharsets;
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

  /** Its parcels as a channel takes them. */
  List<Letter> letters() {
    return parcels.stream()
        .map(
            parcel ->
                new Letter(
                    parcel.alert(), new String(parcel.record().payload(), StandardCharsets.UTF_8)))
        .toList();
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

  /** How long ago the first attempt was; zero before it. */
  long triedFor(long now) {
    return attempts == 0 ? 0 : now - firstAttempt;
  }

  /** How long ago the channel got it. */
  long waitedFor(long now) {
    return now - parcels.get(0).sinceNanos();
  }
}
