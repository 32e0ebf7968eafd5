package io.github.beamwatch.io.deliver;

import io.github.beamwatch.beam.log.JobLog;
import io.github.beamwatch.io.deliver.claim.ClaimRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * The end of a channel's messages. What was sent is remembered before anything else is done with
 * it; then it is counted, and whoever handed it in is told. Thread-safe.
 */
final class Settling {

  private static final JobLog JOB_LOG = JobLog.of(Settling.class);

  /** What is remembered at once: enough to make the way to the memory cheap. */
  private static final int MOST_AT_ONCE = 256;

  private final String channel;
  private final PatientClaims claims;
  private final DeliveryNews news;
  private final Clock clock;
  private final Consumer<Done> remembered;
  private final BlockingQueue<Done> done = new LinkedBlockingQueue<>();

  /**
   * A message that was accepted or given up.
   *
   * @param parcels what was in it
   * @param outcome what became of it
   */
  record Done(List<Parcel> parcels, Outcome outcome) {}

  /**
   * @param clock says when an alert was delivered
   * @param remembered told of each message that is no longer in doubt, at its very end
   */
  Settling(
      String channel,
      PatientClaims claims,
      DeliveryNews news,
      Clock clock,
      Consumer<Done> remembered) {
    this.channel = channel;
    this.claims = claims;
    this.news = news;
    this.clock = clock;
    this.remembered = remembered;
  }

  /** Takes a message that is to be remembered; does not wait. */
  void add(List<Parcel> parcels, Outcome outcome) {
    done.add(new Done(parcels, outcome));
  }

  /** Remembers, in the thread that calls it, until that is interrupted. */
  void rememberAll() throws InterruptedException {
    List<Done> batch = new ArrayList<>();
    while (true) {
      batch.clear();
      batch.add(done.take());
      done.drainTo(batch, MOST_AT_ONCE);
      remember(batch);
      for (Done one : batch) {
        tell(one.parcels(), one.outcome());
        remembered.accept(one);
      }
    }
  }

  private void remember(List<Done> batch) throws InterruptedException {
    List<ClaimRequest> sent = new ArrayList<>();
    List<ClaimRequest> given = new ArrayList<>();
    for (Done one : batch) {
      List<ClaimRequest> requests = one.outcome().kind().dead() ? given : sent;
      one.parcels().forEach(parcel -> requests.add(parcel.claim()));
    }
    if (!sent.isEmpty()) {
      claims.sent(sent);
    }
    if (!given.isEmpty()) {
      claims.release(given);
    }
  }

  /** Counts alerts that are done with, and tells who handed them in. */
  void tell(List<Parcel> parcels, Outcome outcome) {
    news.count(channel, outcome.kind().word(), parcels.size());
    if (outcome.kind() == Outcome.Kind.SENT) {
      long now = clock.millis();
      parcels.forEach(parcel -> news.took(now - parcel.alert().alertTime().toEpochMilli()));
    } else if (outcome.kind().dead()) {
      // Not the channel's words: they may quote the message.
      JOB_LOG.warn(
          channel,
          "%d alerts were not delivered to %s (%s): their dead letters say why"
              .formatted(parcels.size(), channel, outcome.kind().word()),
          "channel",
          channel);
    }
    parcels.forEach(parcel -> parcel.settled().accept(parcel, outcome));
  }
}
