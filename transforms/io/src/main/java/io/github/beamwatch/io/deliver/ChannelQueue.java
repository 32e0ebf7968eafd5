package io.github.beamwatch.io.deliver;

import io.github.beamwatch.beam.log.JobLog;
import io.github.beamwatch.beam.parse.RawRecord;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.delivery.Backoff;
import io.github.beamwatch.core.delivery.DeliveryKey;
import io.github.beamwatch.core.delivery.Pacer;
import io.github.beamwatch.core.delivery.Rate;
import io.github.beamwatch.core.spec.delivery.ChannelSpec;
import io.github.beamwatch.core.spec.delivery.GroupSpec;
import io.github.beamwatch.io.deliver.channel.Channel;
import io.github.beamwatch.io.deliver.channel.Letter;
import io.github.beamwatch.io.deliver.channel.SendResult;
import io.github.beamwatch.io.deliver.claim.ClaimRequest;
import io.github.beamwatch.io.deliver.claim.Claims;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that waits for one channel, and the two threads that work it off: one claims and sends
 * what is due, without waiting for answers; the other remembers what was sent. Another channel's
 * troubles are not felt here.
 */
final class ChannelQueue implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChannelQueue.class);
  private static final JobLog JOB_LOG = JobLog.of(ChannelQueue.class);

  /** What is claimed at once: enough to make the way to the memory cheap. */
  private static final int MOST_AT_ONCE = 256;

  private static final long ASK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long LONGEST_SLEEP_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final String name;
  private final ChannelSpec spec;
  private final Channel channel;
  private final PatientClaims claims;
  private final DeliveryNews news;
  private final @Nullable Pacer pacer;
  private final BlockingQueue<Done> done = new LinkedBlockingQueue<>();
  private final Thread sender;
  private final Thread rememberer;

  private final Object lock = new Object();
  private final WaitingRoom waiting;
  private int underWay;
  private long pausedUntil = System.nanoTime();
  private boolean failing;
  private long failingSince;
  private volatile boolean closed;

  private record Done(List<Parcel> parcels, Outcome outcome) {}

  ChannelQueue(
      String name,
      ChannelSpec spec,
      @Nullable GroupSpec group,
      Channel channel,
      Claims claims,
      Duration claimsWait,
      DeliveryNews news) {
    this.name = name;
    this.spec = spec;
    this.channel = channel;
    this.claims = new PatientClaims(claims, claimsWait, () -> closed);
    this.news = news;
    this.pacer = spec.rateLimit() == null ? null : new Pacer(Rate.parse(spec.rateLimit()));
    this.waiting = new WaitingRoom(spec.grouped() ? group : null, channel.batch());
    this.sender = start("send-" + name, this::sendAll);
    this.rememberer = start("remember-" + name, this::rememberAll);
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  private static Thread start(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (InterruptedException e) {
                // Closed.
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
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
        if (underWay < spec.maxConcurrent()) {
          long held = Math.max(pausedUntil - now, pacer == null ? 0 : pacer.waitNanos(now));
          if (held <= 0) {
            int room = Math.min(MOST_AT_ONCE, spec.maxConcurrent() - underWay);
            List<Message> due = waiting.take(pacer == null ? room : 1, now);
            if (!due.isEmpty()) {
              underWay += due.size();
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

  /** What is left of the messages when all that must not be sent is taken out. */
  private List<Message> claim(List<Message> messages) throws InterruptedException {
    List<ClaimRequest> requests = new ArrayList<>();
    messages.forEach(message -> message.parcels().forEach(parcel -> requests.add(parcel.claim())));
    PatientClaims.Found found = claims.claim(requests);
    List<Message> ours = new ArrayList<>();
    int next = 0;
    for (Message message : messages) {
      List<Parcel> keep = new ArrayList<>();
      List<Parcel> theirs = new ArrayList<>();
      for (Parcel parcel : message.parcels()) {
        switch (found.claims().get(next++)) {
          case OURS -> keep.add(parcel);
          case THEIRS -> theirs.add(parcel);
          case SENT -> settle(List.of(parcel), Outcome.REPEATED);
          case QUIET -> settle(List.of(parcel), Outcome.QUIET);
        }
      }
      if (!found.certain()) {
        news.count(name, "unclaimed", keep.size());
      }
      leave(message, keep, theirs);
      if (!keep.isEmpty()) {
        ours.add(message);
      }
    }
    return ours;
  }

  private void leave(Message message, List<Parcel> keep, List<Parcel> theirs) {
    synchronized (lock) {
      if (!theirs.isEmpty()) {
        long spread = (long) (ASK_AGAIN_NANOS * ThreadLocalRandom.current().nextDouble());
        waiting.later(new Message(theirs), System.nanoTime() + ASK_AGAIN_NANOS / 2 + spread);
      }
      if (keep.isEmpty()) {
        underWay--;
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
    List<Letter> letters =
        message.parcels().stream()
            .map(
                parcel ->
                    new Letter(
                        parcel.alert(),
                        new String(parcel.record().payload(), StandardCharsets.UTF_8)))
            .toList();
    channel
        .send(letters)
        .whenComplete(
            (result, failure) -> {
              if (result == null) {
                LOG.error("The channel {} failed", name, failure);
              }
              finish(
                  message,
                  result != null
                      ? result
                      : new SendResult(SendResult.Kind.RETRY, "the attempt failed", Duration.ZERO));
            });
  }

  private void finish(Message message, SendResult result) {
    synchronized (lock) {
      underWay--;
      long now = System.nanoTime();
      if (result.kind() != SendResult.Kind.RETRY) {
        failing = false;
        boolean sent = result.kind() == SendResult.Kind.SENT;
        done.add(
            new Done(
                message.parcels(),
                sent ? Outcome.SENT : new Outcome(Outcome.Kind.REFUSED, result.detail())));
      } else {
        retryOrGiveUp(message, result, now);
      }
      lock.notifyAll();
    }
  }

  private void retryOrGiveUp(Message message, SendResult result, long now) {
    if (!failing) {
      failing = true;
      failingSince = now;
      LOG.warn("The channel {} does not take messages now: {}", name, result.detail());
    }
    // Who asks to be left alone means all messages.
    pausedUntil = Math.max(pausedUntil, now + result.pause().toNanos());
    if (message.exhausted(now, spec.retryFor().toNanos(), now - failingSince)) {
      done.add(new Done(message.parcels(), new Outcome(Outcome.Kind.UNAVAILABLE, result.detail())));
      return;
    }
    double chance = ThreadLocalRandom.current().nextDouble();
    waiting.later(
        message, now + Backoff.delay(message.attempts(), result.pause(), chance).toNanos());
  }

  private void rememberAll() throws InterruptedException {
    List<Done> batch = new ArrayList<>();
    while (!closed) {
      batch.clear();
      batch.add(done.take());
      done.drainTo(batch, MOST_AT_ONCE);
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
      batch.forEach(one -> settle(one.parcels(), one.outcome()));
    }
  }

  private void settle(List<Parcel> parcels, Outcome outcome) {
    synchronized (lock) {
      long now = System.nanoTime();
      parcels.forEach(parcel -> waiting.settle(parcel, now));
      lock.notifyAll();
    }
    news.count(name, outcome.kind().word(), parcels.size());
    if (outcome.kind() == Outcome.Kind.SENT) {
      long clock = System.currentTimeMillis();
      parcels.forEach(parcel -> news.took(clock - parcel.alert().alertTime().toEpochMilli()));
    } else if (outcome.kind().dead()) {
      // Not the channel's words: they may quote the message.
      JOB_LOG.warn(
          name,
          "%d alerts were not delivered to %s (%s): their dead letters say why"
              .formatted(parcels.size(), name, outcome.kind().word()),
          "channel",
          name);
    }
    parcels.forEach(parcel -> parcel.settled().accept(parcel, outcome));
  }

  @Override
  public void close() {
    closed = true;
    sender.interrupt();
    rememberer.interrupt();
    channel.close();
  }
}
