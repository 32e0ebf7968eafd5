package io.github.beamwatch.pipelines.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.OpenWindows;
import io.github.beamwatch.beam.RunProgress;
import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every test leaves the tally of this process as it found it: balanced, no window open. */
class LastCountersTest {
  private static final RunMetrics SILENT = RunMetrics.NONE;

  @Test
  void eventsOfWindowsAheadAreOpen() {
    long end = nextWindow();
    read(5);
    OpenWindows.enter(end, 5);
    RunMetrics metrics = LastCounters.read(() -> SILENT, Duration.ofMinutes(1));
    assertThat(metrics.get(Counters.OPEN)).isEqualTo(5);
    assertThat(metrics.droppedByRunner()).isZero();
    measure(end, 5);
  }

  @Test
  void eventsThatStayInAWindowWithResultsAreDropped() {
    long end = nextWindow();
    read(5);
    OpenWindows.enter(end, 5);
    measure(end, 3);
    RunMetrics metrics = LastCounters.read(() -> SILENT, Duration.ZERO);
    assertThat(metrics.droppedByRunner()).isEqualTo(2);
    assertThat(metrics.get(Counters.OPEN)).isZero();
    measure(end, 2);
  }

  @Test
  void whatIsStillOnItsWayIsWaitedFor() throws InterruptedException {
    long end = nextWindow();
    read(5);
    OpenWindows.enter(end, 5);
    measure(end, 3);
    Thread worker = new Thread(() -> measure(end, 2));
    worker.start();
    RunMetrics metrics = LastCounters.read(() -> SILENT, Duration.ofMinutes(1));
    assertThat(metrics.droppedByRunner()).isZero();
    worker.join();
  }

  @Test
  void whatTheEngineSaysItDroppedCounts() {
    RunMetrics engine = new RunMetrics(new TreeMap<>(), 4);
    assertThat(LastCounters.read(() -> engine, Duration.ofMinutes(1)).droppedByRunner())
        .isEqualTo(4);
  }

  private static long nextWindow() {
    return Math.max(0, RunProgress.watermarkMillis()) + 60_000;
  }

  private static void read(long events) {
    Counters.counter(Counters.EVENTS_READ).inc(events);
  }

  private static void measure(long end, long events) {
    Counters.counter(Counters.EVENTS_MEASURED).inc(events);
    RunProgress.addWindow(end);
    OpenWindows.leave(end, events);
  }
}
