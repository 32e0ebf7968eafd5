package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.pipelines.UserException;
import io.github.beamwatch.pipelines.launch.BeamArguments;
import io.github.beamwatch.pipelines.launch.InputFiles;
import io.github.beamwatch.pipelines.launch.RunnerKind;
import io.github.beamwatch.pipelines.ranking.RankingGoal;
import io.github.beamwatch.pipelines.spec.LoadedRanking;
import io.github.beamwatch.pipelines.spec.SpecKind;
import io.github.beamwatch.pipelines.spec.SpecLoader;
import io.github.beamwatch.pipelines.spec.SpecOverride;
import io.github.beamwatch.pipelines.spec.SpecText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code train} and {@code top} have in common. */
final class RankingOptions {
  @Parameters(
      index = "0",
      paramLabel = "SPEC",
      description = "A template of a ranking, such as user-behaviour, or the path of a YAML spec.")
  private String name = "";

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "The model's file, on any Beam filesystem.")
  private @Nullable String model;

  @Option(
      names = "--train",
      paramLabel = "GLOB",
      description = "Trains on these files instead of on those that are ranked.")
  private List<String> train = new ArrayList<>();

  @Option(
      names = "--input",
      paramLabel = "GLOB",
      description = "Reads these files instead of the spec's source; repeatable, or with commas.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Writes files into this folder instead of to the spec's sinks.")
  private @Nullable String output;

  @Option(
      names = "--set",
      paramLabel = "path=value",
      description = "Replaces a value of the spec, for example --set model.name=isolation_forest.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--runner",
      paramLabel = "RUNNER",
      description = "DirectRunner, FlinkRunner or SparkRunner; by default the bundle's own.")
  private @Nullable String runner;

  @Option(names = "--parallelism", paramLabel = "N", description = "How many workers.")
  private @Nullable Integer parallelism;

  @Mixin private MetricsOptions metrics = new MetricsOptions();

  @Mixin private Verbosity verbosity = new Verbosity();

  private List<String> beamOptions = List.of();

  /** With the rest of the command line: what is unmatched reaches a command alone, no mixin. */
  RankingOptions with(List<String> unmatched) {
    beamOptions = List.copyOf(unmatched);
    return this;
  }

  int run(RankingGoal goal, List<SpecOverride> more, boolean always, PrintWriter err) {
    RunnerKind kind = RunnerKind.choose(runner);
    if (parallelism != null && parallelism < 1) {
      throw new UserException("--parallelism=%d: at least 1".formatted(parallelism));
    }
    BeamArguments arguments = BeamArguments.of(beamOptions);
    LoadedRanking loaded = load(name, overrides, inputs, train, output, more);
    return new RankingRun(kind, arguments, parallelism, err)
        .withMetrics(metrics.address())
        .withAlways(always)
        .run(loaded, goal, new ModelChoice(model, !train.isEmpty()), output);
  }

  /** Whether the spec ranks single events. */
  boolean ofEvents() {
    return SpecKind.of(SpecText.open(name)) == SpecKind.EVENT_RANKING;
  }

  /** Trains the model of a ranking of events. */
  int trainOnEvents(List<String> labels, boolean always, PrintWriter err) {
    if (!train.isEmpty() || output != null) {
      throw new UserException(
          "--train and --output do not go with the training of a ranking of events: model.train"
              + " says which of its events train, and the model goes to --model");
    }
    return onEvents(err).train(ofEvents(labels, List.of()).load(), always);
  }

  /** Scores events. */
  int scoreEvents(RankingGoal goal, List<SpecOverride> more, PrintWriter err) {
    if (!train.isEmpty()) {
      throw new UserException(
          "--train does not go with a ranking of events: train its model first, with"
              + " 'beamwatch train'");
    }
    EventRankingRequest request = ofEvents(List.of(), more);
    return onEvents(err).score(request.load(), goal, request.folder());
  }

  private EventRankingRequest ofEvents(List<String> labels, List<SpecOverride> more) {
    return new EventRankingRequest(name, overrides, inputs, labels, model, output, more);
  }

  private EventRankingRun onEvents(PrintWriter err) {
    RunnerKind kind = RunnerKind.choose(runner);
    if (parallelism != null && parallelism < 1) {
      throw new UserException("--parallelism=%d: at least 1".formatted(parallelism));
    }
    return new EventRankingRun(kind, BeamArguments.of(beamOptions), parallelism, err)
        .withMetrics(metrics.address());
  }

  /** A ranking's spec with what a command line says. */
  static LoadedRanking load(
      String name,
      List<String> overrides,
      List<String> inputs,
      List<String> train,
      @Nullable String output,
      List<SpecOverride> more) {
    SpecText text = SpecText.open(name);
    if (SpecKind.of(text) != SpecKind.RANKING) {
      throw new UserException(
          "'%s' is no ranking: its kind is %s; run 'beamwatch run' with it"
              .formatted(name, SpecKind.of(text).word()));
    }
    List<SpecOverride> all = new ArrayList<>();
    overrides.forEach(override -> all.add(SpecOverride.parse(override)));
    if (!inputs.isEmpty()) {
      all.add(SpecOverride.input(InputFiles.globs(inputs)));
    }
    if (!train.isEmpty()) {
      all.add(SpecOverride.train(InputFiles.globs(train)));
    }
    if (output != null) {
      all.addAll(SpecOverride.outputOfRanking(output));
    }
    all.addAll(more);
    return SpecLoader.loadRanking(text, all, System.getenv());
  }
}
