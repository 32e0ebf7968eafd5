package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.beam.log.JobLog;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.RuleSpec;
import io.github.beamwatch.pipelines.BeamwatchPipeline;
import io.github.beamwatch.pipelines.RunSettings;
import io.github.beamwatch.pipelines.launch.BeamArguments;
import io.github.beamwatch.pipelines.launch.FolderCheck;
import io.github.beamwatch.pipelines.launch.InputFiles;
import io.github.beamwatch.pipelines.launch.JobLauncher;
import io.github.beamwatch.pipelines.launch.JobOutcome;
import io.github.beamwatch.pipelines.launch.JobShape;
import io.github.beamwatch.pipelines.launch.KafkaCheck;
import io.github.beamwatch.pipelines.launch.LiveRulesCheck;
import io.github.beamwatch.pipelines.launch.OutputFolder;
import io.github.beamwatch.pipelines.launch.RunSummary;
import io.github.beamwatch.pipelines.launch.RunnerDefaults;
import io.github.beamwatch.pipelines.launch.RunnerKind;
import io.github.beamwatch.pipelines.launch.RunnerLimits;
import io.github.beamwatch.pipelines.launch.SinkCheck;
import io.github.beamwatch.pipelines.observe.JobIdentity;
import io.github.beamwatch.pipelines.observe.MetricsAddress;
import io.github.beamwatch.pipelines.observe.MetricsEndpoint;
import io.github.beamwatch.pipelines.spec.LoadedSpec;
import java.io.PrintWriter;
import java.time.Duration;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** One run of a spec: settings, checks, the job, and the account of it. */
final class SpecRun {
  private static final JobLog LOG = JobLog.of(SpecRun.class);

  private final RunnerKind runner;
  private final BeamArguments arguments;
  private final @Nullable Integer parallelism;
  private final PrintWriter err;
  private boolean printAlerts = true;
  private @Nullable MetricsAddress metrics;

  SpecRun(
      RunnerKind runner, BeamArguments arguments, @Nullable Integer parallelism, PrintWriter err) {
    this.runner = runner;
    this.arguments = arguments;
    this.parallelism = parallelism;
    this.err = err;
  }

  /** Keeps the alerts off the console: they are in the files. */
  SpecRun withoutPrinting() {
    printAlerts = false;
    return this;
  }

  /** Shows the job's metrics there; null shows them nowhere. */
  SpecRun withMetrics(@Nullable MetricsAddress address) {
    metrics = address;
    return this;
  }

  /**
   * Runs it.
   *
   * @param output the folder whose files replace every sink; null keeps the spec's sinks
   * @return the exit code
   */
  int run(LoadedSpec loaded, @Nullable String output) {
    PipelineSpec spec = loaded.spec();
    long start = System.nanoTime();
    RunnerLimits.require(runner, spec);
    if (output == null) {
      RunnerLimits.requireSinks(runner, spec);
    }
    arguments.setDefault("runner", runner.optionValue());
    arguments.setDefault("jobName", spec.name());
    // Mistakes in options and paths should not have to wait for a broker.
    FileSystems.setDefaultPipelineOptions(arguments.toOptions());
    if (spec.source().files() != null) {
      InputFiles.requirePresent(spec.source().files().paths());
    }
    LiveRulesCheck.require(spec);
    KafkaCheck.Topics topics = KafkaCheck.topics(spec, output == null);
    if (output == null) {
      SinkCheck.prepare(spec);
    }
    JobShape shape = new JobShape(spec.source().bounded(), topics.partitions(), parallelism);
    RunnerDefaults defaults = RunnerDefaults.of(runner);
    defaults.apply(arguments, shape, err::println);
    PipelineOptions options = arguments.toOptions();
    boolean inProcess = defaults.inProcess(arguments);
    MetricsOptions.requireHere(metrics, inProcess, runner);
    if (output == null) {
      FolderCheck.require(spec, inProcess);
    }
    RunSettings settings =
        new RunSettings(
            output == null ? null : OutputFolder.prepare(output, shape.bounded()),
            inProcess && printAlerts,
            topics.partitions(),
            runner == RunnerKind.FLINK,
            topics.maxBytes());
    Pipeline pipeline = Pipeline.create(options);
    BeamwatchPipeline.build(pipeline, spec, loaded.specVersion(), settings);
    boolean attached = inProcess || !"false".equals(arguments.get("attachedMode"));
    JobLog.identify(spec.name(), loaded.specVersion());
    LOG.info(
        "start",
        "%s, version %s, starts on %s".formatted(spec.name(), loaded.specVersion(), runner.title()),
        "runner",
        runner.title());
    try (MetricsEndpoint endpoint = openMetrics(loaded)) {
      if (endpoint != null) {
        err.println("Metrics are at " + endpoint.url());
        err.flush();
      }
      JobOutcome outcome =
          new JobLauncher(err, inProcess, shape.bounded(), attached).launch(pipeline);
      return report(outcome, settings, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private @Nullable MetricsEndpoint openMetrics(LoadedSpec loaded) {
    return metrics == null
        ? null
        : MetricsEndpoint.open(
            metrics,
            JobIdentity.of(
                loaded.spec().name(),
                loaded.specVersion(),
                runner.title(),
                loaded.spec().detect().stream().map(RuleSpec::rule).toList()));
  }

  private int report(JobOutcome outcome, RunSettings settings, Duration took) {
    if (outcome.end() == JobOutcome.End.SUBMITTED) {
      err.println("Submitted; the cluster has it now.");
      err.flush();
      return Main.DONE;
    }
    boolean stopped = outcome.end() == JobOutcome.End.STOPPED;
    if (stopped && outcome.metrics().counters().isEmpty()) {
      err.println("Stopped; a cluster keeps the counters of a stream among its own metrics.");
      err.flush();
      return Main.DONE;
    }
    RunSummary summary = new RunSummary(outcome.metrics(), took, stopped);
    summary.lines().forEach(err::println);
    boolean lost = !summary.accountsForEverything();
    if (lost) {
      err.println(summary.discrepancy());
    }
    if (settings.outputDir() != null) {
      OutputFolder.tidy(settings.outputDir());
      err.println("Files are in " + settings.outputDir());
    }
    err.flush();
    return lost ? Main.FAILED : Main.DONE;
  }
}
