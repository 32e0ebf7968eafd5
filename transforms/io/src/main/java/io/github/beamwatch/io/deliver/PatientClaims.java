package io.github.beamwatch.io.deliver;

import io.github.beamwatch.core.delivery.Backoff;
import io.github.beamwatch.io.deliver.claim.Claim;
import io.github.beamwatch.io.deliver.claim.ClaimRequest;
import io.github.beamwatch.io.deliver.claim.Claims;
import io.github.beamwatch.io.deliver.claim.ClaimsUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims of one channel that wait for a memory which is away, but not for ever: after the time that
 * the spec gives it, messages go out unclaimed. A message twice is better than none.
 */
final class PatientClaims {

  private static final Logger LOG = LoggerFactory.getLogger(PatientClaims.class);
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private final Claims claims;
  private final long waitNanos;
  private final BooleanSupplier closed;
  private long awaySince;
  private boolean away;

  PatientClaims(Claims claims, Duration waitFor, BooleanSupplier closed) {
    this.claims = claims;
    this.waitNanos = waitFor.toNanos();
    this.closed = closed;
  }

  private interface Call {
    List<Claim> run() throws ClaimsUnavailableException;
  }

  /**
   * A message whose parcels were claimed, by what was found.
   *
   * @param certain false where nobody could tell, and all of them are ours for want of an answer
   */
  record Claimed(Message message, Map<Claim, List<Parcel>> parcels, boolean certain) {

    List<Parcel> of(Claim answer) {
      return parcels.getOrDefault(answer, List.of());
    }
  }

  /** Claims all parcels of these messages, in their order. */
  List<Claimed> claim(List<Message> messages) throws InterruptedException {
    List<ClaimRequest> requests = new ArrayList<>();
    messages.forEach(message -> message.parcels().forEach(parcel -> requests.add(parcel.claim())));
    Iterator<Claim> answers = patiently(() -> claims.claim(requests)).iterator();
    boolean certain = answers.hasNext();
    List<Claimed> claimed = new ArrayList<>();
    for (Message message : messages) {
      Map<Claim, List<Parcel>> parcels = new EnumMap<>(Claim.class);
      for (Parcel parcel : message.parcels()) {
        Claim answer = certain ? answers.next() : Claim.OURS;
        parcels.computeIfAbsent(answer, unused -> new ArrayList<>()).add(parcel);
      }
      claimed.add(new Claimed(message, parcels, certain));
    }
    return claimed;
  }

  void sent(List<ClaimRequest> requests) throws InterruptedException {
    patiently(
        () -> {
          claims.sent(requests);
          return List.of();
        });
  }

  void release(List<ClaimRequest> requests) throws InterruptedException {
    patiently(
        () -> {
          claims.release(requests);
          return List.of();
        });
  }

  /** Empty where nobody could tell in time. */
  private List<Claim> patiently(Call call) throws InterruptedException {
    for (int attempt = 1; !closed.getAsBoolean(); attempt++) {
      try {
        List<Claim> answer = call.run();
        back();
        return answer;
      } catch (ClaimsUnavailableException e) {
        if (waitedEnough(e)) {
          return List.of();
        }
        double chance = ThreadLocalRandom.current().nextDouble();
        long pause = Backoff.delay(attempt, Duration.ZERO, chance).toMillis();
        TimeUnit.MILLISECONDS.sleep(Math.min(LONGEST_PAUSE_MILLIS, pause));
      }
    }
    throw new InterruptedException("the delivery was closed");
  }

  private synchronized boolean waitedEnough(ClaimsUnavailableException e) {
    long now = System.nanoTime();
    if (!away) {
      away = true;
      awaySince = now;
      LOG.warn("Waiting to learn what was sent already: {}", e.getMessage());
    }
    return now - awaySince >= waitNanos;
  }

  private synchronized void back() {
    if (away) {
      away = false;
      LOG.info("What was sent already can be learned again");
    }
  }
}
