package io.github.beamwatch.pipelines.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.spec.RuleSpec;
import io.github.beamwatch.pipelines.spec.SpecLoader;
import io.github.beamwatch.pipelines.spec.SpecOverride;
import io.github.beamwatch.pipelines.spec.Templates;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThresholdLadderTest {

  @Test
  void aRatioBelowIsLooserWhenGreater() {
    ThresholdLadder ladder =
        ladder(
            "{rule: r, metric: ctr, baseline: {ema: {alpha: 0.2, ttl: 1h}}, when: {belowRatio: 0.5}}");
    assertThat(ladder.thresholds()).containsExactly(0.333, 0.412, 0.459, 0.5, 0.545, 0.6, 0.667);
    assertThat(ladder.loosest()).isEqualTo(0.667);
    assertThat(ladder.looser(0.6)).isTrue();
    assertThat(ladder.beyond(0.49, 0.5)).isTrue();
    assertThat(ladder.beyond(0.5, 0.5)).isFalse();
  }

  @Test
  void aLimitAboveIsLooserWhenSmaller() {
    ThresholdLadder ladder = ladder("{rule: r, metric: ctr, when: {above: 8000}}");
    assertThat(ladder.thresholds())
        .containsExactly(4000.0, 5600.0, 6800.0, 8000.0, 9600.0, 12000.0, 16000.0);
    assertThat(ladder.loosest()).isEqualTo(4000);
    assertThat(ladder.looser(9600)).isFalse();
    assertThat(ladder.beyond(8000, 8000)).isFalse();
  }

  @Test
  void aDetectorsThresholdIsReachedAndItsSideCounts() {
    ThresholdLadder ladder =
        ladder("{rule: r, metric: ctr, direction: up, detector: {ewma_z: {}}}");
    assertThat(ladder.thresholds()).hasSize(7).contains(ladder.own());
    assertThat(ladder.beyond(ladder.own(), ladder.own())).isTrue();
    assertThat(ladder.looksAt(1, 2)).isFalse();
    assertThat(ladder.looksAt(2, 1)).isTrue();
  }

  @Test
  void aGradeStaysBelowOne() {
    ThresholdLadder ladder = ladder("{rule: r, metric: ctr, detector: auto}");
    assertThat(ladder.thresholds()).hasSize(7).allMatch(t -> t > 0 && t < 1);
  }

  @Test
  void silenceHasNone() {
    assertThat(ThresholdLadder.of(rule("{rule: r, absent: {after: 10m}}"))).isNull();
  }

  private static ThresholdLadder ladder(String yaml) {
    return java.util.Objects.requireNonNull(ThresholdLadder.of(rule(yaml)));
  }

  private static RuleSpec rule(String yaml) {
    return SpecLoader.load(
            Templates.read("ad-metrics"),
            List.of(SpecOverride.parse("detect=[" + yaml + "]")),
            Map.of())
        .spec()
        .detect()
        .get(0);
  }
}
