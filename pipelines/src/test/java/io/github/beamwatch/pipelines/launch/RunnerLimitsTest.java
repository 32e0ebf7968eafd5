package io.github.beamwatch.pipelines.launch;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.pipelines.UserException;
import io.github.beamwatch.pipelines.spec.SpecLoader;
import io.github.beamwatch.pipelines.spec.SpecOverride;
import io.github.beamwatch.pipelines.spec.SpecText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a runner cannot do is refused before anything starts, and nothing else is. */
class RunnerLimitsTest {
  private static final String TOPIC = "source={kafka: {bootstrapServers: \"none:1\", topic: ads}}";
  private static final String FILES = "source={files: {paths: [ads.jsonl]}}";
  private static final String SILENT = "detect=[{rule: gone, absent: {after: 10m}}]";

  @Test
  void sparkCannotHearSilenceInAStream() {
    PipelineSpec spec = spec(TOPIC, SILENT);
    assertThatThrownBy(() -> RunnerLimits.require(RunnerKind.SPARK, spec))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("gone")
        .hasMessageContaining("event-time timers")
        .hasMessageContaining("--runner=FlinkRunner")
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @EnumSource
  void everyOtherCombinationRuns(RunnerKind runner) {
    assertThatCode(() -> RunnerLimits.require(runner, spec(FILES, SILENT)))
        .doesNotThrowAnyException();
    assertThatCode(() -> RunnerLimits.require(runner, spec(TOPIC))).doesNotThrowAnyException();
    if (runner != RunnerKind.SPARK) {
      assertThatCode(() -> RunnerLimits.require(runner, spec(TOPIC, SILENT)))
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @EnumSource
  void transactionsAreForStreamsOnFlink(RunnerKind runner) {
    String sinks =
        "alerts.sinks=[{kafka: {bootstrapServers: \"none:1\", topic: a, exactlyOnce: true}}]";
    assertThatThrownBy(() -> RunnerLimits.requireSinks(runner, spec(FILES, sinks)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("exactlyOnce: ");
    if (runner == RunnerKind.FLINK) {
      assertThatCode(() -> RunnerLimits.requireSinks(runner, spec(TOPIC, sinks)))
          .doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> RunnerLimits.requireSinks(runner, spec(TOPIC, sinks)))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("--runner=FlinkRunner");
    }
  }

  private static PipelineSpec spec(String... overrides) {
    List<SpecOverride> all = List.of(overrides).stream().map(SpecOverride::parse).toList();
    return SpecLoader.load(SpecText.open("ad-metrics"), all, Map.of()).spec();
  }
}
