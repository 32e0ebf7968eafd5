package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.log.JobLog;
import io.github.beamwatch.core.feature.FeatureColumn;
import io.github.beamwatch.core.history.EventRankingPlan;
import io.github.beamwatch.core.ranking.RankingResult;
import io.github.beamwatch.core.spec.events.EventRankingSpec;
import io.github.beamwatch.core.training.ModelFile;
import io.github.beamwatch.core.training.TrainedModel;
import io.github.beamwatch.io.files.event.TrainOnEvents;
import io.github.beamwatch.io.files.model.ModelStore;
import io.github.beamwatch.pipelines.EventRankingPipeline;
import io.github.beamwatch.pipelines.UserException;
import io.github.beamwatch.pipelines.launch.BeamArguments;
import io.github.beamwatch.pipelines.launch.InputFiles;
import io.github.beamwatch.pipelines.launch.JobFailedException;
import io.github.beamwatch.pipelines.launch.JobLauncher;
import io.github.beamwatch.pipelines.launch.JobOutcome;
import io.github.beamwatch.pipelines.launch.JobShape;
import io.github.beamwatch.pipelines.launch.KnownFilesCheck;
import io.github.beamwatch.pipelines.launch.OutputFolder;
import io.github.beamwatch.pipelines.launch.ProgressLine;
import io.github.beamwatch.pipelines.launch.RankingSummary;
import io.github.beamwatch.pipelines.launch.RunMetrics;
import io.github.beamwatch.pipelines.launch.RunnerDefaults;
import io.github.beamwatch.pipelines.launch.RunnerKind;
import io.github.beamwatch.pipelines.launch.SinkCheck;
import io.github.beamwatch.pipelines.observe.JobIdentity;
import io.github.beamwatch.pipelines.observe.MetricsAddress;
import io.github.beamwatch.pipelines.observe.MetricsEndpoint;
import io.github.beamwatch.pipelines.ranking.RankingBoard;
import io.github.beamwatch.pipelines.ranking.RankingGoal;
import io.github.beamwatch.pipelines.sink.SinkKinds;
import io.github.beamwatch.pipelines.spec.LoadedEventRanking;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** One training or scoring of a ranking of events: checks, the job, and the account of it. */
final class EventRankingRun {
  private final RunnerKind runner;
  private final BeamArguments arguments;
  private final @Nullable Integer parallelism;
  private final PrintWriter err;
  private boolean inProcess;
  private @Nullable MetricsAddress metrics;

  EventRankingRun(
      RunnerKind runner, BeamArguments arguments, @Nullable Integer parallelism, PrintWriter err) {
    this.runner = runner;
    this.arguments = arguments;
    this.parallelism = parallelism;
    this.err = err;
  }

  /** Shows the job's metrics there; null shows them nowhere. */
  EventRankingRun withMetrics(@Nullable MetricsAddress address) {
    metrics = address;
    return this;
  }

  /**
   * Trains a model, which comes into its file if it is not worse than the one that is there.
   *
   * @param always whether it does so whatever it is worth
   * @return the exit code
   */
  int train(LoadedEventRanking loaded, boolean always) {
    long start = System.nanoTime();
    EventRankingSpec spec = loaded.spec();
    Pipeline pipeline = prepare(spec);
    String file = file(spec);
    ModelChoice.requirePlace(file);
    ModelStore store = ModelStore.at(file);
    modelIn(store, file, always); // what is there must be a model, unless it may go anyway
    String training = UUID.randomUUID().toString();
    EventRankingPipeline.train(
        pipeline,
        loaded,
        new TrainOnEvents.Settings(
            EventRankingPlan.of(spec), spec.model(), file, always, training, version()));
    JobOutcome outcome = launch(loaded, pipeline);
    if (outcome.end() == JobOutcome.End.SUBMITTED) {
      err.println("Submitted; the cluster has it now. " + file + ".contest.txt will say its end.");
      err.flush();
      return Main.DONE;
    }
    boolean whole = account(outcome.metrics(), System.nanoTime() - start);
    try {
      String verdict = store.verdict(training);
      if (verdict == null) {
        throw new JobFailedException(
            "no event of the training's time span was there to train on", null);
      }
      err.println(verdict);
    } catch (IOException e) {
      throw new JobFailedException(file + " was written, but cannot be read: " + e.getMessage(), e);
    }
    err.flush();
    return whole ? Main.DONE : Main.FAILED;
  }

  /**
   * Scores events.
   *
   * @param goal scores, the head, or both
   * @param output the folder for all results; null keeps the spec's sinks
   * @return the exit code
   */
  int score(LoadedEventRanking loaded, RankingGoal goal, @Nullable String output) {
    long start = System.nanoTime();
    EventRankingSpec spec = loaded.spec();
    Pipeline pipeline = prepare(spec);
    String file = file(spec);
    TrainedModel model = modelIn(ModelStore.at(file), file, false);
    if (model == null) {
      throw new UserException("there is no model %s: train it first".formatted(file));
    }
    List<String> names =
        EventRankingPlan.of(spec).columns().stream().map(FeatureColumn::name).toList();
    try {
      model.requireFeatures(names);
    } catch (IllegalArgumentException e) {
      throw new UserException(file + ": " + e.getMessage());
    }
    if (goal.wantsTop()) {
      SinkCheck.prepare(SinkKinds.of("sinks.top", spec.sinks().top()));
    }
    if (output != null) {
      OutputFolder.prepareForRanking(output, false);
    }
    String run = spec.name() + "-" + UUID.randomUUID();
    EventRankingPipeline.score(pipeline, loaded, ModelFile.bytes(model), goal, run);
    JobOutcome outcome = launch(loaded, pipeline);
    if (outcome.end() == JobOutcome.End.SUBMITTED) {
      err.println("Submitted; the cluster has it now.");
      err.flush();
      return Main.DONE;
    }
    RankingResult result = RankingBoard.take(run).orElse(null);
    if (goal.wantsTop()) {
      RankingSummary.table(result).forEach(err::println);
    }
    RankingSummary.evaluation(result).forEach(err::println);
    boolean whole = account(outcome.metrics(), System.nanoTime() - start);
    long scored = outcome.metrics().get(Counters.EVENTS_SCORED);
    err.printf(Locale.ROOT, "scored %,d events%n", scored);
    if (scored == 0) {
      err.println(
          "Nothing was scored: no event could be used, or none lies in the span of score.from and"
              + " score.until.");
    }
    if (output != null) {
      OutputFolder.tidy(output);
      err.println("Files are in " + output);
    }
    err.flush();
    return whole && scored > 0 ? Main.DONE : Main.FAILED;
  }

  private Pipeline prepare(EventRankingSpec spec) {
    arguments.setDefault("runner", runner.optionValue());
    arguments.setDefault("jobName", spec.name());
    FileSystems.setDefaultPipelineOptions(arguments.toOptions());
    if (spec.source().files() != null) {
      InputFiles.requirePresent(spec.source().files().paths());
    }
    if (spec.labels() != null) {
      KnownFilesCheck.require("labels", spec.labels());
    }
    RunnerDefaults defaults = RunnerDefaults.of(runner);
    defaults.apply(arguments, new JobShape(true, 0, parallelism), err::println);
    PipelineOptions options = arguments.toOptions();
    inProcess = defaults.inProcess(arguments);
    MetricsOptions.requireHere(metrics, inProcess, runner);
    SinkCheck.prepare(SinkKinds.of("sinks.deadLetters", spec.sinks().deadLetters()));
    return Pipeline.create(options);
  }

  private JobOutcome launch(LoadedEventRanking loaded, Pipeline pipeline) {
    JobLog.identify(loaded.spec().name(), loaded.specVersion());
    boolean attached = inProcess || !"false".equals(arguments.get("attachedMode"));
    try (MetricsEndpoint endpoint = openMetrics(loaded)) {
      if (endpoint != null) {
        err.println("Metrics are at " + endpoint.url());
        err.flush();
      }
      return new JobLauncher(err, inProcess, true, attached)
          .withProgress(ProgressLine.OF_SCORED_EVENTS)
          .launch(pipeline);
    }
  }

  private @Nullable MetricsEndpoint openMetrics(LoadedEventRanking loaded) {
    return metrics == null
        ? null
        : MetricsEndpoint.open(
            metrics,
            JobIdentity.of(loaded.spec().name(), loaded.specVersion(), runner.title(), List.of()));
  }

  private static String file(EventRankingSpec spec) {
    String file = spec.model().file();
    if (file == null) {
      throw new UserException(
          "no model file is named; give --model=FILE, or model.file in the spec");
    }
    return file;
  }

  private static @Nullable TrainedModel modelIn(ModelStore store, String file, boolean whatever) {
    try {
      return store.read();
    } catch (IllegalArgumentException e) {
      throw new UserException(
          "%s cannot be read: this bundle has no file system for it".formatted(file));
    } catch (IOException e) {
      if (whatever) {
        return null;
      }
      throw new UserException("%s: %s".formatted(file, e.getMessage()));
    }
  }

  /** Says what was read; whether all of it is accounted for. */
  private boolean account(RunMetrics metrics, long nanos) {
    long events = metrics.get(Counters.EVENTS_READ);
    long used = metrics.get(Counters.EVENTS_USED);
    long labels = metrics.get(Counters.LABELS_READ);
    long labelsUsed = metrics.get(Counters.LABELS_USED);
    long dead = metrics.get(Counters.DEAD_LETTERS);
    long unknown = metrics.get(Counters.LABELS_UNKNOWN);
    err.printf(
        Locale.ROOT,
        "read %,d events, used %,d; %,d labels, used %,d%s; dead letters: %,d; in %.1f s%n",
        events,
        used,
        labels,
        labelsUsed,
        unknown == 0 ? "" : String.format(Locale.ROOT, " (%,d of unknown events)", unknown),
        dead,
        Duration.ofNanos(nanos).toMillis() / 1000.0);
    boolean whole = events + labels == used + labelsUsed + dead;
    if (!whole) {
      err.println(
          "RECORDS ARE MISSING: those used and the dead letters are not all that were read.");
    }
    return whole;
  }

  private static String version() {
    String version = EventRankingRun.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
