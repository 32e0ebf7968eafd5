package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.beam.log.JobLog;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.delivery.DeliverySpec;
import io.github.beamwatch.io.ConnectorUnavailableException;
import io.github.beamwatch.io.deliver.DeliveryCheck;
import io.github.beamwatch.pipelines.DeliveryPipeline;
import io.github.beamwatch.pipelines.RunSettings;
import io.github.beamwatch.pipelines.UserException;
import io.github.beamwatch.pipelines.launch.BeamArguments;
import io.github.beamwatch.pipelines.launch.DeliverySummary;
import io.github.beamwatch.pipelines.launch.FolderCheck;
import io.github.beamwatch.pipelines.launch.InputFiles;
import io.github.beamwatch.pipelines.launch.JobFailedException;
import io.github.beamwatch.pipelines.launch.JobLauncher;
import io.github.beamwatch.pipelines.launch.JobOutcome;
import io.github.beamwatch.pipelines.launch.JobShape;
import io.github.beamwatch.pipelines.launch.KafkaCheck;
import io.github.beamwatch.pipelines.launch.OutputFolder;
import io.github.beamwatch.pipelines.launch.ProgressLine;
import io.github.beamwatch.pipelines.launch.RunnerDefaults;
import io.github.beamwatch.pipelines.launch.RunnerKind;
import io.github.beamwatch.pipelines.launch.SinkCheck;
import io.github.beamwatch.pipelines.observe.JobIdentity;
import io.github.beamwatch.pipelines.observe.MetricsAddress;
import io.github.beamwatch.pipelines.observe.MetricsEndpoint;
import io.github.beamwatch.pipelines.spec.LoadedDelivery;
import java.io.PrintWriter;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** One run of a delivery: settings, checks, the job, and the account of it. */
final class DeliveryRun {
  private static final String PARALLELISM = "parallelism";

  private final RunnerKind runner;
  private final BeamArguments arguments;
  private final @Nullable Integer parallelism;
  private final PrintWriter err;
  private @Nullable MetricsAddress metrics;

  DeliveryRun(
      RunnerKind runner, BeamArguments arguments, @Nullable Integer parallelism, PrintWriter err) {
    this.runner = runner;
    this.arguments = arguments;
    this.parallelism = parallelism;
    this.err = err;
  }

  /** Shows the job's metrics there; null shows them nowhere. */
  DeliveryRun withMetrics(@Nullable MetricsAddress address) {
    metrics = address;
    return this;
  }

  /**
   * Runs it.
   *
   * @param output the folder for dead letters; null keeps the spec's sinks
   * @return the exit code
   */
  int run(LoadedDelivery loaded, @Nullable String output) {
    DeliverySpec spec = loaded.spec();
    PipelineSpec connectors = spec.connectors();
    boolean bounded = spec.source().bounded();
    if (!bounded) {
      requireOneProcess();
    }
    arguments.setDefault("runner", runner.optionValue());
    arguments.setDefault("jobName", spec.name());
    FileSystems.setDefaultPipelineOptions(arguments.toOptions());
    if (spec.source().files() != null) {
      InputFiles.requirePresent(spec.source().files().paths());
    }
    KafkaCheck.Topics topics = KafkaCheck.topics(connectors, output == null);
    if (output == null) {
      SinkCheck.prepare(connectors);
    }
    checkClaims(spec);
    RunnerDefaults defaults = RunnerDefaults.of(runner);
    defaults.apply(
        arguments,
        new JobShape(bounded, topics.partitions(), bounded ? parallelism : null, false),
        err::println);
    PipelineOptions options = arguments.toOptions();
    boolean inProcess = defaults.inProcess(arguments);
    MetricsOptions.requireHere(metrics, inProcess, runner);
    if (output == null) {
      FolderCheck.require(connectors, inProcess);
    }
    RunSettings settings =
        new RunSettings(
            output == null ? null : OutputFolder.prepare(output, bounded),
            false,
            topics.partitions(),
            false,
            topics.maxBytes());
    Pipeline pipeline = Pipeline.create(options);
    DeliveryPipeline.build(pipeline, spec, loaded.specVersion(), settings);
    boolean attached = inProcess || !"false".equals(arguments.get("attachedMode"));
    JobLog.identify(spec.name(), loaded.specVersion());
    try (MetricsEndpoint endpoint = openMetrics(loaded)) {
      if (endpoint != null) {
        err.println("Metrics are at " + endpoint.url());
        err.flush();
      }
      JobOutcome outcome =
          new JobLauncher(err, inProcess, bounded, attached)
              .withProgress(ProgressLine.OF_DELIVERIES)
              .launch(pipeline);
      return report(outcome, spec, settings);
    }
  }

  /** What is settled is told from the end of the pipeline to its source inside one process. */
  private void requireOneProcess() {
    if (runner == RunnerKind.SPARK) {
      throw new UserException(
          "a delivery from a topic does not run on the SparkRunner, which ends every reader after a"
              + " moment: use --runner=DirectRunner or FlinkRunner, or give files with --input");
    }
    if (runner == RunnerKind.FLINK) {
      String wanted = parallelism != null ? parallelism.toString() : arguments.get(PARALLELISM);
      if (wanted != null && !wanted.equals("1")) {
        throw new UserException(
            "--parallelism=%s: a delivery from a topic runs with 1, as its source and its channels share one process"
                .formatted(wanted));
      }
      arguments.setDefault(PARALLELISM, 1);
    }
  }

  private static void checkClaims(DeliverySpec spec) {
    try {
      DeliveryCheck.check(spec);
    } catch (ConnectorUnavailableException e) {
      throw new JobFailedException(String.valueOf(e.getMessage()), e);
    }
  }

  private @Nullable MetricsEndpoint openMetrics(LoadedDelivery loaded) {
    return metrics == null
        ? null
        : MetricsEndpoint.open(
            metrics,
            JobIdentity.of(loaded.spec().name(), loaded.specVersion(), runner.title(), List.of()));
  }

  private int report(JobOutcome outcome, DeliverySpec spec, RunSettings settings) {
    if (outcome.end() == JobOutcome.End.SUBMITTED) {
      err.println("Submitted; the cluster has it now.");
    } else {
      new DeliverySummary(outcome.metrics(), spec.channels().keySet())
          .lines()
          .forEach(err::println);
      if (settings.outputDir() != null) {
        OutputFolder.tidy(settings.outputDir());
        err.println("Files are in " + settings.outputDir());
      }
    }
    err.flush();
    return Main.DONE;
  }
}
