package io.github.beamwatch.pipelines.launch;

import io.github.beamwatch.pipelines.UserException;
import java.util.function.Consumer;

/** The Direct runner: one process, for demonstrations, tests and small files. */
final class DirectDefaults implements RunnerDefaults {
  private static final String PARALLELISM = "targetParallelism";

  @Override
  public void apply(BeamArguments arguments, JobShape job, Consumer<String> notices) {
    // Both checks encode and copy every element, many times the cost of the work itself. They are
    // for tests of transforms, which leave them on.
    arguments.setDefault("enforceImmutability", false).setDefault("enforceEncodability", false);
    if (job.inOrder()) {
      requireOneThread(arguments, job);
    }
    arguments.setDefault(
        PARALLELISM,
        job.parallelism() != null ? job.parallelism() : Runtime.getRuntime().availableProcessors());
    // Only a job that does not block the caller can be watched and cancelled.
    arguments.setDefault("blockOnRun", false);
  }

  /**
   * With several threads a window can overtake the one before it between two steps, and the earlier
   * one is then late for its series' state. One thread does everything in the order in which it
   * became due.
   */
  private static void requireOneThread(BeamArguments arguments, JobShape job) {
    String reason =
        "would let windows of a stream overtake each other on the DirectRunner: a stream runs there"
            + " with 1";
    if (job.parallelism() != null && job.parallelism() != 1) {
      throw new UserException("--parallelism=%d %s".formatted(job.parallelism(), reason));
    }
    arguments.refuse(PARALLELISM, value -> !value.equals("1"), reason);
    arguments.setDefault(PARALLELISM, 1);
  }

  @Override
  public boolean inProcess(BeamArguments arguments) {
    return true;
  }
}
