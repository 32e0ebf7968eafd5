package io.github.beamwatch.pipelines.launch;

import java.util.Set;

/** Flink: embedded in this process, or a cluster that gets the bundle. */
final class FlinkDefaults implements RunnerDefaults {
  /** The longest that an alert waits for a checkpoint; latency follows this interval. */
  static final long CHECKPOINT_MILLIS = 1_000;

  /** Larger bundles pre-aggregate more before anything crosses the network. */
  static final long BUNDLE_EVENTS = 50_000;

  private static final String CONFIGURATION = "flinkConfDir";
  private static final Set<String> HERE = Set.of("[auto]", "[local]", "[collection]");

  @Override
  public void apply(BeamArguments arguments, JobShape job) {
    if (job.parallelism() != null) {
      arguments.setDefault("parallelism", job.parallelism());
    }
    // The transforms never change or keep an element that they were given, so the copies between
    // chained operators buy nothing.
    arguments.setDefault("objectReuse", true).setDefault("fasterCopy", true);
    if (HostProcess.isOurs() && !inProcess(arguments)) {
      // The cluster brings the engine; the default would send it every jar of this class path.
      HostProcess.bundle().ifPresent(jar -> arguments.setDefault("filesToStage", jar));
    }
    if (!job.bounded()) {
      applyUnbounded(arguments);
    }
  }

  private void applyUnbounded(BeamArguments arguments) {
    arguments.setDefault("streaming", true);
    arguments.setDefault("maxBundleSize", BUNDLE_EVENTS);
    // Off by default; without it an unbounded source never commits how far it has read.
    arguments
        .refuse(
            "checkpointingInterval",
            value -> value.startsWith("-") || value.equals("0"),
            "would turn checkpoints off, and a stream without them forgets its baselines at every"
                + " failure: give milliseconds, for example 1000")
        .setDefault("checkpointingInterval", CHECKPOINT_MILLIS);
    // Otherwise a checkpoint keeps back what a bundle put out at its end, the watermark overtakes
    // it, and it is dropped as late: 33 and 820 of 154,000 events in two of three runs.
    arguments
        .refuse(
            "finishBundleBeforeCheckpointing",
            value -> !value.equals("true"),
            "loses events on Flink whenever a checkpoint meets an open bundle: leave it out")
        .setDefault("finishBundleBeforeCheckpointing", true);
    if (inProcess(arguments)) {
      // An attached run can be neither watched nor cancelled.
      arguments.setDefault("attachedMode", false).setDefault("jobCheckIntervalInSecs", 1);
      if (!arguments.has(CONFIGURATION)) {
        String configuration = EmbeddedFlink.configuration(System.getenv("FLINK_CONF_DIR"));
        if (configuration != null) {
          arguments.setDefault(CONFIGURATION, configuration);
        }
      }
    } else {
      // A cancelled job must be able to go on where it stopped, with its baselines.
      arguments
          .setDefault("externalizedCheckpointsEnabled", true)
          .setDefault("retainExternalizedCheckpointsOnCancellation", true);
    }
  }

  @Override
  public boolean inProcess(BeamArguments arguments) {
    String master = arguments.get("flinkMaster");
    return HostProcess.isOurs() && (master == null || HERE.contains(master));
  }
}
