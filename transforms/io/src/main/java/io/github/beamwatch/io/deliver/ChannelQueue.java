package io.github.beamwatch.io.deliver;

import io.github.beamwatch.beam.parse.RawRecord;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.delivery.Backoff;
import io.github.beamwatch.core.delivery.DeliveryKey;
import io.github.beamwatch.core.delivery.Pacer;
import io.github.beamwatch.core.delivery.Rate;
import io.github.beamwatch.core.spec.delivery.ChannelSpec;
import io.github.beamwatch.core.spec.delivery.GroupSpec;
import io.github.beamwatch.io.deliver.channel.Channel;
import io.github.beamwatch.io.deliver.channel.SendResult;
import io.github.beamwatch.io.deliver.claim.Claim;
import io.github.beamwatch.io.deliver.claim.ClaimRequest;
import io.github.beamwatch.io.deliver.claim.Claims;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that waits for one channel, and the two threads that work it off: one claims and sends
 * what is due, without waiting for answers; the other {@link Settling settles} what was answered. A
 * message has its room from its claim until it is remembered or waits for another attempt, so no
 * more messages are in doubt than {@link ChannelHealth} allows. Another channel's troubles are not
 * felt here.
 */
final class ChannelQueue implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChannelQueue.class);

  private static final long ASK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long LONGEST_SLEEP_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** How long a closed queue tries to remember what was answered last. */
  private static final Duration LAST_MARKS = Duration.ofSeconds(2);

  private final String name;
  private final ChannelSpec spec;
  private final Channel channel;
  private final PatientClaims claims;
  private final DeliveryNews news;
  private final @Nullable Pacer pacer;
  private final Settling settling;
  private final Worker sender;
  private final Worker settler;

  private final Object lock = new Object();
  private final WaitingRoom waiting;
  private final ChannelHealth health;
  private int inDoubt;
  private boolean stopped;
  private volatile boolean closed;

  ChannelQueue(
      String name,
      ChannelSpec spec,
      @Nullable GroupSpec group,
      Channel channel,
      Claims claims,
      Duration claimsWait,
      DeliveryNews news,
      Clock clock) {
    this.name = name;
    this.spec = spec;
    this.channel = channel;
    this.claims = new PatientClaims(claims, claimsWait, () -> closed);
    this.news = news;
    this.pacer = spec.rateLimit() == null ? null : new Pacer(Rate.parse(spec.rateLimit()));
    this.settling = new Settling(name, this.claims, news, clock, this::remembered);
    this.waiting = new WaitingRoom(spec.grouped() ? group : null, channel.batch());
    this.health =
        new ChannelHealth(spec.maxConcurrent(), spec.retryFor().toNanos(), System.nanoTime());
    this.sender = Worker.start("send-" + name, this::sendAll);
    this.settler = Worker.start("settle-" + name, settling::rememberAll);
  }

  void add(Alert alert, RawRecord record, BiConsumer<Parcel, Outcome> settled) {
    ClaimRequest claim =
        new ClaimRequest(
            DeliveryKey.ofMessage(name, alert),
            DeliveryKey.ofFiring(name, alert),
            DeliveryKey.ofCooldown(name, alert),
            alert.alertId());
    synchronized (lock) {
      long now = System.nanoTime();
      waiting.add(new Parcel(alert, record, claim, now, settled), now);
      lock.notifyAll();
    }
  }

  void hurry() {
    synchronized (lock) {
      waiting.hurry();
      lock.notifyAll();
    }
  }

  private void sendAll() throws InterruptedException {
    while (!closed) {
      for (Message message : claim(nextMessages())) {
        awaitTurn();
        send(message);
      }
    }
  }

  /** Waits for what is due, and for room. */
  private List<Message> nextMessages() throws InterruptedException {
    synchronized (lock) {
      while (true) {
        long now = System.nanoTime();
        long wait = LONGEST_SLEEP_NANOS;
        int room = stopped ? 0 : health.room() - inDoubt;
        if (room > 0) {
          long held = Math.max(health.pausedNanos(now), pacer == null ? 0 : pacer.waitNanos(now));
          if (held <= 0) {
            List<Message> due = worthwhile(waiting.take(pacer == null ? room : 1, now), now);
            if (!due.isEmpty()) {
              return due;
            }
            wait = Math.min(wait, waiting.nanosUntilNext(now));
          } else {
            wait = Math.min(wait, held);
          }
        }
        TimeUnit.NANOSECONDS.timedWait(lock, Math.max(1_000_000, wait));
      }
    }
  }

  /** Gives those up that waited too long while the channel took nothing. */
  private List<Message> worthwhile(List<Message> due, long now) {
    List<Message> worthwhile = new ArrayList<>();
    for (Message message : due) {
      inDoubt++;
      if (health.isHopeless(message, now)) {
        giveUp(message);
      } else {
        worthwhile.add(message);
      }
    }
    return worthwhile;
  }

  private void giveUp(Message message) {
    settling.add(message.parcels(), new Outcome(Outcome.Kind.UNAVAILABLE, health.lastFailure()));
  }

  /** What is left of the messages when all that must not be sent is taken out. */
  private List<Message> claim(List<Message> messages) throws InterruptedException {
    List<Message> ours = new ArrayList<>();
    for (PatientClaims.Claimed claimed : claims.claim(messages)) {
      skip(claimed.of(Claim.SENT), Outcome.REPEATED);
      skip(claimed.of(Claim.QUIET), Outcome.QUIET);
      List<Parcel> keep = claimed.of(Claim.OURS);
      leave(claimed.message(), keep, claimed.of(Claim.THEIRS));
      if (!keep.isEmpty()) {
        ours.add(claimed.message());
      }
      if (!claimed.certain()) {
        news.count(name, "unclaimed", keep.size());
      }
    }
    return ours;
  }

  private void skip(List<Parcel> parcels, Outcome outcome) {
    if (parcels.isEmpty()) {
      return;
    }
    synchronized (lock) {
      long now = System.nanoTime();
      parcels.forEach(parcel -> waiting.settle(parcel, now));
      lock.notifyAll();
    }
    settling.tell(parcels, outcome);
  }

  private void leave(Message message, List<Parcel> keep, List<Parcel> theirs) {
    synchronized (lock) {
      if (!theirs.isEmpty()) {
        long spread = (long) (ASK_AGAIN_NANOS * ThreadLocalRandom.current().nextDouble());
        waiting.later(new Message(theirs), System.nanoTime() + ASK_AGAIN_NANOS / 2 + spread);
      }
      if (keep.isEmpty()) {
        inDoubt--;
        lock.notifyAll();
      } else {
        message.keep(keep);
      }
    }
  }

  /** Where there is a pace, no two messages are sent in one go. */
  private void awaitTurn() {
    if (pacer != null) {
      synchronized (lock) {
        pacer.sent(System.nanoTime());
      }
    }
  }

  private void send(Message message) {
    message.attempt(System.nanoTime());
    news.count(name, message.attempts() == 1 ? "messages" : "retries", 1);
    channel
        .send(message.letters())
        .whenComplete(
            (result, failure) -> {
              if (failure != null) {
                // Not its words: they may hold the address, and with it a token.
                LOG.error("The channel {} failed: {}", name, failure.getClass().getName());
              }
              finish(message, result != null ? result : SendResult.FAILED);
            });
  }

  private void finish(Message message, SendResult result) {
    synchronized (lock) {
      if (result.kind() == SendResult.Kind.RETRY) {
        retryOrGiveUp(message, result, System.nanoTime());
      } else {
        health.answered();
        boolean sent = result.kind() == SendResult.Kind.SENT;
        settling.add(
            message.parcels(),
            sent ? Outcome.SENT : new Outcome(Outcome.Kind.REFUSED, result.detail()));
      }
      lock.notifyAll();
    }
  }

  private void retryOrGiveUp(Message message, SendResult result, long now) {
    if (health.failed(result, now)) {
      LOG.warn("The channel {} does not take messages now: {}", name, result.detail());
    }
    if (health.isHopeless(message, now)) {
      giveUp(message);
      return;
    }
    inDoubt--;
    double chance = ThreadLocalRandom.current().nextDouble();
    waiting.later(
        message, now + Backoff.delay(message.attempts(), result.pause(), chance).toNanos());
  }

  private void remembered(Settling.Done done) {
    synchronized (lock) {
      inDoubt--;
      long now = System.nanoTime();
      done.parcels().forEach(parcel -> waiting.settle(parcel, now));
      lock.notifyAll();
    }
  }

  /** Sends nothing more. What is under way may still be answered and remembered. */
  void stop() {
    synchronized (lock) {
      stopped = true;
      lock.notifyAll();
    }
  }

  /**
   * Waits until everything that was sent is answered and remembered, but no longer than an attempt
   * may take, and ends.
   */
  @Override
  public void close() {
    stop();
    awaitCertainty();
    closed = true;
    sender.stop();
    settler.stop();
    channel.close();
  }

  private void awaitCertainty() {
    long end = System.nanoTime() + spec.timeout().plus(LAST_MARKS).toNanos();
    synchronized (lock) {
      try {
        for (long left = 1; inDoubt > 0 && left > 0; left = end - System.nanoTime()) {
          TimeUnit.NANOSECONDS.timedWait(lock, Math.max(1_000_000, left));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
