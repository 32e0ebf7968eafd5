package io.github.beamwatch.pipelines.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RunSummaryTest {

  @Test
  void everyEventIsAccountedFor() {
    RunSummary summary =
        summary(
            Map.of(
                "events_read", 10L,
                "events_measured", 6L,
                "dead_letters", 3L,
                "dead_letters_malformed", 1L,
                "dead_letters_future", 2L,
                "late", 1L,
                "windows", 4L,
                "alerts_firing", 3L,
                "alerts_firing_ctr_drop", 3L,
                "alerts_resolved", 2L),
            0);
    assertThat(summary.accountsForEverything()).isTrue();
    assertThat(summary.lines())
        .containsExactly(
            "read 10 = measured 6 + dead 3 + late 1",
            "dead letters: future 2, malformed 1",
            "alerts: 3 firing, 2 resolved (ctr_drop 3)",
            "4 windows in 2.0 s, 5 events/s");
  }

  /** They are not of the input: the account of the input holds without them. */
  @Test
  void whatSinksDidNotTakeIsTold() {
    RunSummary summary =
        summary(
            Map.of(
                "events_read",
                1L,
                "events_measured",
                1L,
                "sink_redis_written",
                7L,
                "sink_redis_unavailable",
                2L,
                "sink_webhook_unavailable",
                1L,
                "sink_webhook_refused",
                3L),
            0);
    assertThat(summary.accountsForEverything()).isTrue();
    assertThat(summary.lines())
        .contains(
            "read 1 = measured 1 + dead 0 + late 0",
            "not taken by sinks, now dead letters: redis 2 unavailable, webhook 3 refused and 1"
                + " unavailable");
  }

  @Test
  void whatShadowRulesWouldHaveSentIsTold() {
    RunSummary summary =
        summary(
            Map.of(
                "events_read",
                1L,
                "events_measured",
                1L,
                "alerts_shadow",
                2L,
                "alerts_shadow_new",
                2L),
            0);
    assertThat(summary.lines())
        .contains("alerts: 0 firing, 0 resolved", "in shadow, not sent: new 2");
  }

  @Test
  void missingEventsAreLoud() {
    RunSummary summary = summary(Map.of("events_read", 10L, "events_measured", 9L), 0);
    assertThat(summary.accountsForEverything()).isFalse();
    assertThat(summary.lines()).first().isEqualTo("read 10 ≠ measured 9 + dead 0 + late 0");
    assertThat(summary.discrepancy()).contains("EVENTS ARE MISSING", "10", "9");
  }

  @Test
  void dropsThatOnlyTheRunnerKnowsAreLoudToo() {
    RunSummary summary = summary(Map.of("events_read", 10L, "events_measured", 10L), 2);
    assertThat(summary.accountsForEverything()).isFalse();
    assertThat(summary.discrepancy()).contains("runner dropped 2");
  }

  @Test
  void aStoppedRunLeavesOpenWindows() {
    RunSummary summary = summary(Map.of("events_read", 10L, "events_measured", 7L), 0, true);
    assertThat(summary.accountsForEverything()).isTrue();
    assertThat(summary.lines())
        .first()
        .isEqualTo("read 10 = measured 7 + dead 0 + late 0 + open 3");
  }

  @Test
  void whatTheRunnerDropsIsLoudInAStoppedRunToo() {
    RunSummary summary = summary(Map.of("events_read", 10L, "events_measured", 7L), 1, true);
    assertThat(summary.accountsForEverything()).isFalse();
  }

  private static RunSummary summary(Map<String, Long> counters, long dropped) {
    return summary(counters, dropped, false);
  }

  private static RunSummary summary(Map<String, Long> counters, long dropped, boolean stopped) {
    return new RunSummary(
        new RunMetrics(new TreeMap<>(counters), dropped), Duration.ofSeconds(2), stopped);
  }
}
