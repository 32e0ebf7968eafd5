package io.github.beamwatch.pipelines.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.RunProgress;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SettledMetricsTest {

  @Test
  void aStaleAnswerIsAskedForAgain() {
    RunProgress.addEvents(5);
    RunMetrics stale = read(RunProgress.events() - 5);
    RunMetrics settled = read(RunProgress.events());
    Iterator<RunMetrics> answers = List.of(RunMetrics.NONE, stale, settled).iterator();
    assertThat(SettledMetrics.read(answers::next, Duration.ofMinutes(1))).isSameAs(settled);
  }

  @Test
  void patienceEnds() {
    RunProgress.addEvents(5);
    RunMetrics stale = read(RunProgress.events() - 5);
    assertThat(SettledMetrics.read(() -> stale, Duration.ZERO)).isSameAs(stale);
  }

  private static RunMetrics read(long events) {
    return new RunMetrics(
        new TreeMap<>(
            Map.of(
                Counters.EVENTS_READ,
                events,
                Counters.WINDOWS,
                RunProgress.windows(),
                Counters.ALERTS_FIRING,
                RunProgress.alerts())),
        0);
  }
}
