package io.github.beamwatch.pipelines.launch;

import io.github.beamwatch.beam.RunProgress;
import java.time.Duration;
import java.util.SortedMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The counters of a job in this process that is about to be stopped. Spark and Direct count a task
 * or a bundle when it is over, a moment after its results are out; Flink tells the counters of a
 * stream only when its tasks have ended, and its cluster ends with them.
 */
final class LastCounters {
  /** Longer than a task usually takes. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Duration PAUSE = Duration.ofMillis(50);

  private LastCounters() {}

  /**
   * What the engine tells, once that covers what this process has tallied by now; the tally itself
   * where the engine tells nothing.
   */
  static RunMetrics read(Supplier<RunMetrics> engine, Duration patience) {
    SortedMap<String, Long> tally = RunProgress.counters();
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      RunMetrics told = engine.get();
      if (told.counters().isEmpty()) {
        return new RunMetrics(tally, told.droppedByRunner());
      }
      boolean covers =
          tally.entrySet().stream().allMatch(count -> told.get(count.getKey()) >= count.getValue());
      if (covers || System.nanoTime() - deadline >= 0) {
        return told;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
