package io.github.beamwatch.pipelines.backtest;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoublePredicate;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * The windows of one series whose score is beyond the loosest threshold of one rule: 16 bytes each.
 */
final class Exceedances {
  private long[] starts = new long[4];
  private double[] scores = new double[4];
  private int size;
  private boolean sorted = true;

  /**
   * How windows become alerts.
   *
   * @param window length of a window; 0 where every event is a point
   * @param holdFor how long the condition must hold
   * @param keepFiringFor windows no further apart belong to one incident
   * @param cooldown after an alert, none follows for this long
   * @param incidents whether an incident is one alert, however long it lasts
   */
  record Pace(long window, long holdFor, long keepFiringFor, long cooldown, boolean incidents) {
    static Pace of(
        Duration window,
        Duration holdFor,
        Duration keepFiringFor,
        Duration cooldown,
        boolean incidents) {
      return new Pace(
          window.toMillis(),
          holdFor.toMillis(),
          // Points are not adjacent; those within the cooldown of each other are one incident.
          window.isZero() ? cooldown.toMillis() : keepFiringFor.toMillis(),
          cooldown.toMillis(),
          incidents);
    }
  }

  void add(long start, double score) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      scores = Arrays.copyOf(scores, 2 * size);
    }
    sorted &= size == 0 || starts[size - 1] <= start;
    starts[size] = start;
    scores[size++] = score;
  }

  /** Calls with the start of each window in which an alert would have fired. */
  void alerts(DoublePredicate beyond, Pace pace, LongConsumer alert) {
    sort();
    long began = 0;
    long lastHeld = Long.MIN_VALUE;
    long lastSent = Long.MIN_VALUE;
    boolean sent = false;
    for (int i = 0; i < size; i++) {
      if (!beyond.test(scores[i])) {
        continue;
      }
      long end = starts[i] + pace.window;
      if (lastHeld == Long.MIN_VALUE || starts[i] - lastHeld > pace.keepFiringFor) {
        began = starts[i];
        sent = false;
      }
      lastHeld = end;
      boolean cooling = lastSent != Long.MIN_VALUE && end - lastSent < pace.cooldown;
      if (end - began >= pace.holdFor && !cooling && !(sent && pace.incidents)) {
        alert.accept(starts[i]);
        sent = true;
        lastSent = end;
      }
    }
  }

  private void sort() {
    if (sorted) {
      return;
    }
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingLong(i -> starts[i]))
            .mapToInt(i -> i)
            .toArray();
    long[] times = starts;
    double[] values = scores;
    starts = Arrays.stream(order).mapToLong(i -> times[i]).toArray();
    scores = Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
    sorted = true;
  }
}
