package io.github.beamwatch.pipelines.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.RunProgress;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LastCountersTest {
  private static final String NAME = "of_this_test";

  private SortedMap<String, Long> tally;

  @BeforeEach
  void count() {
    Counters.counter(NAME).inc(5);
    tally = RunProgress.counters();
  }

  @Test
  void anOldAnswerIsAskedForAgain() {
    RunMetrics current = new RunMetrics(tally, 0);
    Iterator<RunMetrics> answers = List.of(old(), current).iterator();
    assertThat(LastCounters.read(answers::next, Duration.ofMinutes(1))).isSameAs(current);
  }

  @Test
  void patienceEnds() {
    RunMetrics old = old();
    assertThat(LastCounters.read(() -> old, Duration.ZERO)).isSameAs(old);
  }

  @Test
  void anEngineThatTellsNothingIsStoodInFor() {
    RunMetrics silent = new RunMetrics(new TreeMap<>(), 2);
    assertThat(LastCounters.read(() -> silent, Duration.ofMinutes(1)))
        .isEqualTo(new RunMetrics(tally, 2));
  }

  private RunMetrics old() {
    SortedMap<String, Long> old = new TreeMap<>(tally);
    old.merge(NAME, -1L, Long::sum);
    return new RunMetrics(old, 0);
  }
}
