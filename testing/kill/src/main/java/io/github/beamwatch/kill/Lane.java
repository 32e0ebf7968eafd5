package io.github.beamwatch.kill;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Disturbances of one part of the system, one after the other, in an order and at moments that the
 * seed decides. Lanes of several parts run beside each other, so that disturbances meet.
 */
final class Lane implements Callable<@Nullable Void> {

  private static final long LOOK_NANOS = 20_000_000;

  // The first events teach, and what happens behind the last one disturbs nothing.
  private static final double FIRST = 0.08;
  private static final double LAST = 0.92;

  /** Does something to the system, puts it right again, and returns. */
  interface Disturbance {
    void happen() throws Exception;
  }

  private final EventFeed feed;
  private final List<Disturbance> disturbances = new ArrayList<>();
  private final double[] moments;
  private volatile double next;

  /**
   * @param rounds how often each happens
   */
  Lane(EventFeed feed, Random random, int rounds, List<Disturbance> each) {
    this.feed = feed;
    for (int round = 0; round < rounds; round++) {
      List<Disturbance> shuffled = new ArrayList<>(each);
      Collections.shuffle(shuffled, random);
      disturbances.addAll(shuffled);
    }
    moments = random.doubles(disturbances.size(), FIRST, LAST).sorted().toArray();
    next = moments[0];
  }

  /** How far the feed may go now: every disturbance shall meet events on their way. */
  double feedLimit() {
    return next;
  }

  @Override
  public @Nullable Void call() throws Exception {
    try {
      for (int i = 0; i < moments.length; i++) {
        while (feed.progress() < moments[i] && !feed.isDone()) {
          LockSupport.parkNanos(LOOK_NANOS);
        }
        next = i + 1 < moments.length ? moments[i + 1] : 1;
        disturbances.get(i).happen();
      }
      return null;
    } finally {
      next = 1;
    }
  }
}
