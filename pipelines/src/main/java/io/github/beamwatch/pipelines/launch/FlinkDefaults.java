package io.github.beamwatch.pipelines.launch;

import java.util.Set;
import java.util.function.Consumer;

/** Flink: embedded in this process, or a cluster that gets the bundle. */
final class FlinkDefaults implements RunnerDefaults {
  /** The longest that an alert waits for a checkpoint; latency follows this interval. */
  static final long CHECKPOINT_MILLIS = 1_000;

  /** Larger bundles pre-aggregate more before anything crosses the network. */
  static final long BUNDLE_EVENTS = 50_000;

  private static final Set<String> HERE = Set.of("[auto]", "[local]", "[collection]");

  @Override
  public void apply(BeamArguments arguments, JobShape job, Consumer<String> notices) {
    if (job.parallelism() != null) {
      arguments.setDefault("parallelism", job.parallelism());
    }
    // The transforms never change or keep an element that they were given, so the copies between
    // chained operators buy nothing.
    arguments.setDefault("objectReuse", true);
    if (HostProcess.isOurs() && !inProcess(arguments)) {
      // The cluster brings the engine; the default would send it every jar of this class path.
      HostProcess.bundle().ifPresent(jar -> arguments.setDefault("filesToStage", jar));
    }
    if (!job.bounded()) {
      applyUnbounded(arguments);
      sharePartitionsEvenly(arguments, job.kafkaPartitions(), notices);
    } else {
      arguments.setDefault("fasterCopy", true);
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
    // It leaves out the copy of a state that changes while a checkpoint is being written: what is
    // restored is then half of one moment and half of a later one, and wrong alerts come of it.
    // Between operators objectReuse saves the copies already.
    arguments.refuse(
        "fasterCopy",
        value -> value.equals("true"),
        "lets checkpoints hold states that were being changed, and baselines are wrong after a"
            + " restart: leave it out");
    if (inProcess(arguments)) {
      // An attached run can be neither watched nor cancelled.
      arguments.setDefault("attachedMode", false).setDefault("jobCheckIntervalInSecs", 1);
    } else {
      // A cancelled job must be able to go on where it stopped, with its baselines.
      arguments
          .setDefault("externalizedCheckpointsEnabled", true)
          .setDefault("retainExternalizedCheckpointsOnCancellation", true);
    }
  }

  /**
   * A subtask with one busy and one drained partition waits for the drained one most of the time:
   * it fell from 120,000 to 700 events a second.
   */
  private void sharePartitionsEvenly(
      BeamArguments arguments, int partitions, Consumer<String> notices) {
    if (partitions < 1) {
      return;
    }
    String wanted = arguments.get("parallelism");
    if (wanted == null) {
      if (inProcess(arguments)) {
        int workers = Math.min(Runtime.getRuntime().availableProcessors(), partitions);
        while (partitions % workers != 0) {
          workers--;
        }
        arguments.setDefault("parallelism", workers);
      }
    } else if (wanted.matches("[1-9][0-9]{0,6}")
        && Integer.parseInt(wanted) < partitions
        && partitions % Integer.parseInt(wanted) != 0) {
      notices.accept(
          "The topic has %d partitions, which %s workers cannot share evenly: choose a divisor, or Flink may read it very slowly."
              .formatted(partitions, wanted));
    }
  }

  @Override
  public boolean inProcess(BeamArguments arguments) {
    String master = arguments.get("flinkMaster");
    return HostProcess.isOurs() && (master == null || HERE.contains(master));
  }
}
