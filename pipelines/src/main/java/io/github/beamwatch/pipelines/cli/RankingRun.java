package io.github.beamwatch.pipelines.cli;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.log.JobLog;
import io.github.beamwatch.core.ranking.RankingPlan;
import io.github.beamwatch.core.ranking.RankingResult;
import io.github.beamwatch.core.spec.ranking.RankingSpec;
import io.github.beamwatch.io.files.model.ModelStore;
import io.github.beamwatch.pipelines.RankingPipeline;
import io.github.beamwatch.pipelines.launch.BeamArguments;
import io.github.beamwatch.pipelines.launch.InputFiles;
import io.github.beamwatch.pipelines.launch.JobFailedException;
import io.github.beamwatch.pipelines.launch.JobLauncher;
import io.github.beamwatch.pipelines.launch.JobOutcome;
import io.github.beamwatch.pipelines.launch.JobShape;
import io.github.beamwatch.pipelines.launch.KafkaCheck;
import io.github.beamwatch.pipelines.launch.KnownFilesCheck;
import io.github.beamwatch.pipelines.launch.OutputFolder;
import io.github.beamwatch.pipelines.launch.ProgressLine;
import io.github.beamwatch.pipelines.launch.RankingSummary;
import io.github.beamwatch.pipelines.launch.RunnerDefaults;
import io.github.beamwatch.pipelines.launch.RunnerKind;
import io.github.beamwatch.pipelines.launch.SinkCheck;
import io.github.beamwatch.pipelines.observe.JobIdentity;
import io.github.beamwatch.pipelines.observe.MetricsAddress;
import io.github.beamwatch.pipelines.observe.MetricsEndpoint;
import io.github.beamwatch.pipelines.ranking.RankingBoard;
import io.github.beamwatch.pipelines.ranking.RankingGoal;
import io.github.beamwatch.pipelines.ranking.RankingSettings;
import io.github.beamwatch.pipelines.sink.SinkKinds;
import io.github.beamwatch.pipelines.spec.LoadedRanking;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** One run of a ranking: settings, checks, the job, and the account of it. */
final class RankingRun {
  private final RunnerKind runner;
  private final BeamArguments arguments;
  private final @Nullable Integer parallelism;
  private final PrintWriter err;
  private @Nullable MetricsAddress metrics;
  private boolean always;

  RankingRun(
      RunnerKind runner, BeamArguments arguments, @Nullable Integer parallelism, PrintWriter err) {
    this.runner = runner;
    this.arguments = arguments;
    this.parallelism = parallelism;
    this.err = err;
  }

  /** Shows the job's metrics there; null shows them nowhere. */
  RankingRun withMetrics(@Nullable MetricsAddress address) {
    metrics = address;
    return this;
  }

  /** Whether {@code train} replaces a model whatever the new one is worth. */
  RankingRun withAlways(boolean whateverItIsWorth) {
    always = whateverItIsWorth;
    return this;
  }

  /**
   * Runs it.
   *
   * @param choice which model
   * @param output the folder whose files replace every sink; null keeps the spec's sinks
   * @return the exit code
   */
  int run(LoadedRanking loaded, RankingGoal goal, ModelChoice choice, @Nullable String output) {
    RankingSpec spec = loaded.spec();
    long start = System.nanoTime();
    arguments.setDefault("runner", runner.optionValue());
    arguments.setDefault("jobName", spec.name());
    FileSystems.setDefaultPipelineOptions(arguments.toOptions());
    byte[] model = goal == RankingGoal.TRAIN ? null : choice.load(spec);
    if (goal == RankingGoal.TRAIN) {
      ModelChoice.requirePlace(choice.target(spec));
    }
    if (goal == RankingGoal.TRAIN && !always) {
      ModelChoice.requireModelOrNothing(choice.target(spec));
    }
    if (model == null) {
      ModelChoice.requireImport(spec);
    }
    if (goal != RankingGoal.TRAIN || spec.model().train() == null) {
      InputFiles.requirePresent(requireNonNull(spec.source().files()).paths());
    }
    if (model == null && spec.model().train() != null) {
      InputFiles.requirePresent(spec.model().train().paths());
    }
    requireKnown(RankingPlan.of(spec), goal);
    prepareSinks(spec, goal);
    RunnerDefaults defaults = RunnerDefaults.of(runner);
    defaults.apply(arguments, new JobShape(true, 0, parallelism), err::println);
    PipelineOptions options = arguments.toOptions();
    boolean inProcess = defaults.inProcess(arguments);
    MetricsOptions.requireHere(metrics, inProcess, runner);
    String folder = output == null ? null : OutputFolder.prepareForRanking(output, model == null);
    String run = spec.name() + "-" + UUID.randomUUID();
    RankingSettings settings =
        new RankingSettings(
            goal,
            model,
            goal == RankingGoal.TRAIN
                ? choice.target(spec)
                : folder == null || model != null ? null : folder + "/model",
            always,
            inputBytes(spec),
            BeamwatchCommand.Version.text(),
            run);
    Pipeline pipeline = Pipeline.create(options);
    RankingPipeline.build(pipeline, spec, loaded.specVersion(), settings);
    boolean attached = inProcess || !"false".equals(arguments.get("attachedMode"));
    JobLog.identify(spec.name(), loaded.specVersion());
    try (MetricsEndpoint endpoint = openMetrics(loaded)) {
      if (endpoint != null) {
        err.println("Metrics are at " + endpoint.url());
        err.flush();
      }
      JobOutcome outcome =
          new JobLauncher(err, inProcess, true, attached)
              .withProgress(ProgressLine.OF_ENTITIES)
              .launch(pipeline);
      return report(outcome, settings, folder, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private static long inputBytes(RankingSpec spec) {
    long train = spec.model().train() == null ? 0 : InputFiles.bytes(spec.model().train().paths());
    long most = InputFiles.bytes(requireNonNull(spec.source().files()).paths());
    for (List<String> paths : known(spec)) {
      most = Math.max(most, InputFiles.bytes(paths));
    }
    return Math.max(train, most);
  }

  private static void requireKnown(RankingPlan plan, RankingGoal goal) {
    if (plan.labels() != null) {
      KnownFilesCheck.require("labels", plan.labels());
    }
    if (plan.attributes() != null && goal.ranks()) {
      KnownFilesCheck.require("insights.attributes", plan.attributes());
    }
  }

  /** The files of labels and attributes. */
  private static List<List<String>> known(RankingSpec spec) {
    List<List<String>> known = new ArrayList<>();
    if (spec.labels() != null) {
      known.add(spec.labels().paths());
    }
    if (spec.insights().attributes() != null) {
      known.add(spec.insights().attributes().paths());
    }
    return known;
  }

  private static void prepareSinks(RankingSpec spec, RankingGoal goal) {
    if (goal.wantsTop()) {
      SinkCheck.prepare(SinkKinds.of("sinks.top", spec.sinks().top()));
      KafkaCheck.sinks(spec.sinks().top());
    }
    SinkCheck.prepare(SinkKinds.of("sinks.deadLetters", spec.sinks().deadLetters()));
    KafkaCheck.sinks(spec.sinks().deadLetters());
  }

  private @Nullable MetricsEndpoint openMetrics(LoadedRanking loaded) {
    return metrics == null
        ? null
        : MetricsEndpoint.open(
            metrics,
            JobIdentity.of(loaded.spec().name(), loaded.specVersion(), runner.title(), List.of()));
  }

  private int report(
      JobOutcome outcome, RankingSettings settings, @Nullable String folder, Duration took) {
    if (outcome.end() == JobOutcome.End.SUBMITTED) {
      err.println("Submitted; the cluster has it now." + endOf(settings));
      err.flush();
      return Main.DONE;
    }
    RankingResult result = RankingBoard.take(settings.boardId()).orElse(null);
    if (settings.goal() != RankingGoal.SCORE) {
      RankingSummary.table(result).forEach(err::println);
    }
    RankingSummary summary = new RankingSummary(outcome.metrics(), took);
    RankingSummary.evaluation(result).forEach(err::println);
    summary.lines().forEach(err::println);
    boolean nobody = settings.goal() != RankingGoal.TRAIN && !summary.rankedAnybody();
    if (nobody) {
      err.println(
          "Nobody was ranked: no event could be used, or a feature is missing of everybody.");
    }
    boolean lost = !summary.accountsForEverything();
    if (lost) {
      err.println("EVENTS ARE MISSING: those read are not those used and dead letters.");
    }
    if (settings.goal() == RankingGoal.TRAIN) {
      err.println(verdict(settings));
    } else if (settings.writeModelTo() != null && !nobody) {
      err.println("The model is in " + settings.writeModelTo());
    }
    if (folder != null) {
      OutputFolder.tidy(folder);
      err.println("Files are in " + folder);
    }
    err.flush();
    return lost || nobody ? Main.FAILED : Main.DONE;
  }

  private static String endOf(RankingSettings settings) {
    return settings.goal() == RankingGoal.TRAIN
        ? " " + ModelStore.verdictOf(requireNonNull(settings.writeModelTo())) + " will say its end."
        : "";
  }

  /** What became of the new model. */
  private static String verdict(RankingSettings settings) {
    String file = requireNonNull(settings.writeModelTo());
    try {
      String verdict = ModelStore.at(file).verdict(settings.boardId());
      if (verdict == null) {
        throw new JobFailedException("nobody was there to train on: no event could be used", null);
      }
      return verdict;
    } catch (IOException e) {
      throw new JobFailedException(file + " was written, but cannot be read: " + e.getMessage(), e);
    }
  }
}
