package io.github.beamwatch.io.deliver;

import io.github.beamwatch.core.delivery.Backoff;
import io.github.beamwatch.io.deliver.claim.Claim;
import io.github.beamwatch.io.deliver.claim.ClaimRequest;
import io.github.beamwatch.io.deliver.claim.Claims;
import io.github.beamwatch.io.deliver.claim.ClaimsUnavailableException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
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

  /**
   * What was found.
   *
   * @param claims one for each request
   * @param certain false where they were made up, as nobody could tell
   */
  record Found(List<Claim> claims, boolean certain) {}

  private interface Call {
    List<Claim> run() throws ClaimsUnavailableException;
  }

  Found claim(List<ClaimRequest> requests) throws InterruptedException {
    List<Claim> found = patiently(() -> claims.claim(requests));
    return found.isEmpty()
        ? new Found(Collections.nCopies(requests.size(), Claim.OURS), false)
        : new Found(found, true);
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
