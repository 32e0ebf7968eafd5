package io.github.beamwatch.pipelines.launch;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.RunProgress;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The counters of a running job, once they tell of everything that this process knows to be done:
 * an engine sends them from its workers now and then, so the first look may show an older state.
 */
final class SettledMetrics {
  /** Longer than any engine inside this process keeps its counters back. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Duration PAUSE = Duration.ofMillis(50);

  private SettledMetrics() {}

  /** Looks until they are there, or until patience ends; then what is known is all there is. */
  static RunMetrics read(Supplier<RunMetrics> look, Duration patience) {
    long events = RunProgress.events();
    long windows = RunProgress.windows();
    long alerts = RunProgress.alerts();
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      RunMetrics metrics = look.get();
      boolean settled =
          metrics.get(Counters.EVENTS_READ) >= events
              && metrics.get(Counters.WINDOWS) >= windows
              && metrics.get(Counters.ALERTS_FIRING) + metrics.get(Counters.ALERTS_RESOLVED)
                  >= alerts;
      if (settled || System.nanoTime() - deadline >= 0) {
        return metrics;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
