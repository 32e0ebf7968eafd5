package io.github.beamwatch.pipelines.launch;

import io.github.beamwatch.pipelines.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.function.Consumer;

/** Spark: local in this process, or a cluster reached through {@code spark-submit}. */
final class SparkDefaults implements RunnerDefaults {
  /** How many partitions a shuffle has, and into how many splits an unbounded source is cut. */
  static final String PARALLELISM = "spark.default.parallelism";

  @Override
  public void apply(BeamArguments arguments, JobShape job, Consumer<String> notices) {
    if (inProcess(arguments)) {
      applyLocal(arguments, job);
    } else if (HostProcess.isOurs()) {
      // The cluster brings the engine; the default would send it every jar of this class path.
      HostProcess.bundle().ifPresent(jar -> arguments.setDefault("filesToStage", jar));
    }
    // A result that two steps use is computed again where it was not kept, and then its events are
    // counted twice: spill to disk rather than forget.
    arguments.setDefault("storageLevel", "MEMORY_AND_DISK");
    if (job.bounded()) {
      if (job.parallelism() != null) {
        setProperty(PARALLELISM, String.valueOf(job.parallelism()));
      }
    } else {
      applyUnbounded(arguments, job);
      notices.accept(
          "On Spark a topic is read through one split (%s=1): with more, Beam's runner drops events"
                  .formatted(PARALLELISM)
              + " of slower partitions as late.");
    }
  }

  private static void applyLocal(BeamArguments arguments, JobShape job) {
    int cores =
        job.parallelism() != null ? job.parallelism() : Runtime.getRuntime().availableProcessors();
    arguments.setDefault("sparkMaster", "local[" + cores + "]");
    // Nobody looks at the web pages of a process that is gone in a minute, nor should it be
    // reachable from outside.
    setProperty("spark.ui.enabled", "false");
    setProperty("spark.driver.host", "127.0.0.1");
    setProperty("spark.driver.bindAddress", "127.0.0.1");
  }

  private void applyUnbounded(BeamArguments arguments, JobShape job) {
    arguments.setDefault("streaming", true);
    // Beam's Spark runner takes the maximum of the watermarks of a source's splits, so the events
    // of every slower split are dropped as late: 25 to 51 % of them with three splits. One split
    // reads all partitions, lost nothing, and was no slower.
    if (job.parallelism() != null && job.parallelism() != 1) {
      throw oneSplitOnly("--parallelism=" + job.parallelism());
    }
    setProperty(PARALLELISM, "1");
    if (!"1".equals(System.getProperty(PARALLELISM))) {
      throw oneSplitOnly(PARALLELISM + "=" + System.getProperty(PARALLELISM));
    }
    arguments.refuse(
        "maxRecordsPerBatch",
        value -> !value.equals("-1"),
        "makes a Kafka source on Spark drop events as late: leave it out");
    if (!arguments.has("checkpointDir")) {
      if (!inProcess(arguments)) {
        throw new UserException(
            "A stream on a Spark cluster needs --checkpointDir=PATH on storage that all its nodes"
                + " share, or a restarted driver begins with empty baselines");
      }
      arguments.setDefault("checkpointDir", TemporaryFolder.create("beamwatch-spark-"));
    }
  }

  @Override
  public boolean inProcess(BeamArguments arguments) {
    String master = System.getProperty("spark.master", arguments.get("sparkMaster"));
    return master == null || master.startsWith("local");
  }

  private static UserException oneSplitOnly(String found) {
    return new UserException(
        found
            + " would make the SparkRunner drop the events of slower Kafka partitions as late: a"
            + " stream on Spark runs with 1");
  }

  private static void setProperty(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
