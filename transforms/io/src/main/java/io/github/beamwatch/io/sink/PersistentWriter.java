package io.github.beamwatch.io.sink;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.io.sink.BatchSink.Outcome;
import io.github.beamwatch.io.sink.BatchSink.Unwritten;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Writes a batch again and again, for a limited time, until the server has taken or refused all of
 * it. Between two attempts it waits for as long as the server asks, else longer each time, by
 * chance a little more or less, so that many writers do not come back at the same instant.
 *
 * <p>When that time is over, the server counts as away: from then on a batch is tried once, and not
 * more often than every {@link #PROBE_INTERVAL}, so that nothing else waits for it; the first batch
 * that gets through makes everything as before.
 */
final class PersistentWriter {

  static final Duration FIRST_DELAY = Duration.ofMillis(200);
  static final Duration LONGEST_DELAY = Duration.ofSeconds(10);
  static final Duration PROBE_INTERVAL = Duration.ofSeconds(10);

  private static final double JITTER = 0.25;
  private static final int MOST_DOUBLINGS = 10;

  private final BatchSink.Writer writer;
  private final RetryPolicy<Object> patient;
  private final RetryPolicy<Object> once;
  private @Nullable String awayBecause;
  private long lastAttempt;

  PersistentWriter(BatchSink.Writer writer, Duration retryFor) {
    this.writer = writer;
    this.once =
        RetryPolicy.builder().handle(SinkUnavailableException.class).withMaxRetries(0).build();
    this.patient =
        retryFor.isZero()
            ? once
            : RetryPolicy.builder()
                .handle(SinkUnavailableException.class)
                .withMaxRetries(-1)
                .withMaxDuration(retryFor)
                .withDelayFn(
                    context ->
                        delay(context.getAttemptCount(), retryAfter(context.getLastException())))
                .build();
  }

  /**
   * A row that will not be written.
   *
   * @param row the row
   * @param reason refused or unavailable
   * @param detail why
   */
  record Dead(SinkRow row, Reason reason, String detail) {}

  /**
   * What became of a batch.
   *
   * @param dead what is not written
   * @param retried how many rows were sent again, each as often as it was
   */
  record Result(List<Dead> dead, long retried) {}

  /** Writes a batch. */
  Result write(List<SinkRow> rows) throws InterruptedException {
    String because = awayBecause;
    if (because != null && System.nanoTime() - lastAttempt < PROBE_INTERVAL.toNanos()) {
      return new Result(
          rows.stream().map(row -> new Dead(row, Reason.UNAVAILABLE, because)).toList(), 0);
    }
    Attempts attempts = new Attempts(rows);
    try {
      Failsafe.with(because == null ? patient : once)
          .onComplete(done -> lastAttempt = System.nanoTime())
          .run(attempts::next);
      awayBecause = null;
    } catch (FailsafeException e) {
      if (e.getCause() instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      if (!(e.getCause() instanceof SinkUnavailableException unavailable)) {
        throw e;
      }
      awayBecause = unavailable.reason();
      attempts.giveUp(unavailable.reason());
    }
    return new Result(attempts.dead, attempts.retried);
  }

  private static @Nullable Duration retryAfter(@Nullable Throwable failure) {
    return failure instanceof SinkUnavailableException unavailable
        ? unavailable.retryAfter()
        : null;
  }

  /** Never shorter than what the server asks for. */
  private static Duration delay(int attempt, @Nullable Duration retryAfter) {
    double chance = ThreadLocalRandom.current().nextDouble();
    if (retryAfter != null) {
      return retryAfter.plusMillis((long) (JITTER * chance * FIRST_DELAY.toMillis()));
    }
    long doubled = FIRST_DELAY.toMillis() << Math.min(attempt - 1, MOST_DOUBLINGS);
    double millis = Math.min(doubled, LONGEST_DELAY.toMillis());
    return Duration.ofMillis((long) (millis * (1 - JITTER + 2 * JITTER * chance)));
  }

  /** The attempts at one batch, each at what the one before left over. */
  private final class Attempts {
    private final List<Dead> dead = new ArrayList<>();
    private List<SinkRow> left;
    private long retried;
    private boolean first = true;

    Attempts(List<SinkRow> rows) {
      left = rows;
    }

    void next() throws SinkUnavailableException, InterruptedException {
      if (!first) {
        retried += left.size();
      }
      first = false;
      Outcome outcome = writer.write(left);
      for (Unwritten refused : outcome.refused()) {
        dead.add(new Dead(refused.row(), Reason.REFUSED, refused.reason()));
      }
      left = outcome.again().stream().map(Unwritten::row).toList();
      if (!left.isEmpty()) {
        throw new SinkUnavailableException(outcome.again().get(0).reason(), outcome.retryAfter());
      }
    }

    void giveUp(String reason) {
      left.forEach(row -> dead.add(new Dead(row, Reason.UNAVAILABLE, reason)));
    }
  }
}
