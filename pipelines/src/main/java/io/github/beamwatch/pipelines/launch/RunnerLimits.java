package io.github.beamwatch.pipelines.launch;

import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.RuleSpec;
import io.github.beamwatch.pipelines.UserException;
import java.util.List;
import java.util.stream.Stream;

/** What a runner cannot do at all, whatever its settings. */
public final class RunnerLimits {

  private RunnerLimits() {}

  /**
   * Refuses a spec that this runner cannot run.
   *
   * @throws UserException with one sentence that says what the runner lacks and what to do
   */
  public static void require(RunnerKind runner, PipelineSpec spec) {
    if (runner == RunnerKind.SPARK && spec.liveRules() != null) {
      throw new UserException(
          "liveRules: the SparkRunner cannot hand new rules to the workers of a running stream; run it"
              + " with --runner=FlinkRunner, or take the key out and restart the job with new rules");
    }
    List<String> silence =
        spec.detect().stream().filter(rule -> rule.absent() != null).map(RuleSpec::rule).toList();
    // Files need no timer: there a silence is seen when the series returns.
    if (runner == RunnerKind.SPARK && !spec.source().bounded() && !silence.isEmpty()) {
      throw new UserException(
          "detect.%s.absent: the SparkRunner has no event-time timers in a stream, so it would never"
                  .formatted(String.join(", ", silence))
              + " see a silence; run it with --runner=FlinkRunner, or take the rule out");
    }
  }

  /**
   * Refuses sinks that this runner cannot write to.
   *
   * @throws UserException with one sentence that says what is missing and what to do
   */
  public static void requireSinks(RunnerKind runner, PipelineSpec spec) {
    if (runner == RunnerKind.FLINK && !spec.source().bounded()) {
      return;
    }
    boolean transactions =
        Stream.of(spec.alerts().sinks(), spec.sinks().metrics(), spec.sinks().scores())
            .flatMap(List::stream)
            .anyMatch(sink -> sink.kafka() != null && sink.kafka().exactlyOnce());
    if (transactions) {
      throw new UserException(
          "exactlyOnce: Kafka transactions need the checkpoints of a stream on Flink; read a topic with"
              + " --runner=FlinkRunner, or take the key out");
    }
  }
}
