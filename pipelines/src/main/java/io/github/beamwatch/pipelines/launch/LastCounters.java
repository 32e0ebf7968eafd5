package io.github.beamwatch.pipelines.launch;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.OpenWindows;
import io.github.beamwatch.beam.RunProgress;
import java.time.Duration;
import java.util.SortedMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The account of a stream in this process that is about to be stopped, by this process's own tally.
 * Engines are no help: Flink tells the counters of a stream only when its tasks have ended, and its
 * cluster ends with them; Spark does not tell what it dropped.
 */
final class LastCounters {
  /** How long results that belong together may take to come out. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Duration PAUSE = Duration.ofMillis(50);

  private LastCounters() {}

  /**
   * What this process has done by now. Work goes on meanwhile, so it looks again until the account
   * adds up; what then still is in a window that has given results is dropped.
   *
   * @param engine what the engine itself tells
   */
  static RunMetrics read(Supplier<RunMetrics> engine, Duration patience) {
    long closedUpTo = RunProgress.watermarkMillis();
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      SortedMap<String, Long> counters = RunProgress.counters();
      counters.put(Counters.OPEN, OpenWindows.eventsAfter(closedUpTo));
      long missing = OpenWindows.eventsUpTo(closedUpTo);
      RunMetrics metrics = new RunMetrics(counters, missing);
      if ((missing == 0 && metrics.addsUp()) || System.nanoTime() - deadline >= 0) {
        return new RunMetrics(counters, Math.max(missing, engine.get().droppedByRunner()));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
