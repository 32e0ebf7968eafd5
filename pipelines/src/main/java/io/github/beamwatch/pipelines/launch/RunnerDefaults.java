package io.github.beamwatch.pipelines.launch;

import io.github.beamwatch.pipelines.UserException;
import java.util.function.Consumer;

/**
 * What a runner must be told so that the job is right and fast. Whatever the user sets wins, except
 * for settings that are known to lose data: those are refused with the reason.
 */
public interface RunnerDefaults {

  /**
   * Adds what the user has not set.
   *
   * @param notices takes sentences that the user should read before the job starts
   * @throws UserException for a setting under which this runner loses data
   */
  void apply(BeamArguments arguments, JobShape job, Consumer<String> notices);

  /** Whether the work is done by this process, rather than by a cluster. */
  boolean inProcess(BeamArguments arguments);

  /** The rules of a runner. */
  static RunnerDefaults of(RunnerKind kind) {
    return switch (kind) {
      case DIRECT -> new DirectDefaults();
      case FLINK -> new FlinkDefaults();
      case SPARK -> new SparkDefaults();
    };
  }
}
