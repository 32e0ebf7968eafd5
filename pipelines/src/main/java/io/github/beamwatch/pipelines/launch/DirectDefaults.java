package io.github.beamwatch.pipelines.launch;

import java.util.function.Consumer;

/** The Direct runner: one process, for demonstrations, tests and small files. */
final class DirectDefaults implements RunnerDefaults {

  @Override
  public void apply(BeamArguments arguments, JobShape job, Consumer<String> notices) {
    // Both checks encode and copy every element, many times the cost of the work itself. They are
    // for tests of transforms, which leave them on.
    arguments.setDefault("enforceImmutability", false).setDefault("enforceEncodability", false);
    arguments.setDefault(
        "targetParallelism",
        job.parallelism() != null ? job.parallelism() : Runtime.getRuntime().availableProcessors());
    // Only a job that does not block the caller can be watched and cancelled.
    arguments.setDefault("blockOnRun", false);
  }

  @Override
  public boolean inProcess(BeamArguments arguments) {
    return true;
  }
}
