package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.pipelines.UserException;
import io.github.beamwatch.pipelines.launch.BeamArguments;
import io.github.beamwatch.pipelines.launch.InputFiles;
import io.github.beamwatch.pipelines.launch.RunnerKind;
import io.github.beamwatch.pipelines.ranking.RankingGoal;
import io.github.beamwatch.pipelines.spec.LoadedDelivery;
import io.github.beamwatch.pipelines.spec.LoadedRanking;
import io.github.beamwatch.pipelines.spec.LoadedSpec;
import io.github.beamwatch.pipelines.spec.SpecKind;
import io.github.beamwatch.pipelines.spec.SpecLoader;
import io.github.beamwatch.pipelines.spec.SpecOverride;
import io.github.beamwatch.pipelines.spec.SpecText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code beamwatch run}. */
@Command(
    name = "run",
    description = "Runs a template or a spec file.",
    mixinStandardHelpOptions = true,
    footer = {"", "Any further --name=value is an option of Beam or of its runner."})
final class RunCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "TEMPLATE_OR_SPEC",
      description = "A bundled template's name, or the path of a YAML spec.")
  private String name = "";

  @Option(
      names = "--set",
      paramLabel = "path=value",
      description = "Replaces a value of the spec, for example --set alerts.cooldown=5m.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--input",
      paramLabel = "GLOB",
      description = "Reads these files instead of the spec's source; repeatable, or with commas.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--train",
      paramLabel = "GLOB",
      description = "Of a ranking: trains on these files instead of on those that are ranked.")
  private List<String> train = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Writes JSON-lines files into this folder instead of to the spec's sinks.")
  private @Nullable String output;

  @Option(
      names = "--runner",
      paramLabel = "RUNNER",
      description = "DirectRunner, FlinkRunner or SparkRunner; by default the bundle's own.")
  private @Nullable String runner;

  @Option(names = "--parallelism", paramLabel = "N", description = "How many workers.")
  private @Nullable Integer parallelism;

  @Mixin private MetricsOptions metrics = new MetricsOptions();

  @Mixin private Verbosity verbosity = new Verbosity();

  @Unmatched private List<String> beamOptions = new ArrayList<>();

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    RunnerKind kind = RunnerKind.choose(runner);
    if (parallelism != null && parallelism < 1) {
      throw new UserException("--parallelism=%d: at least 1".formatted(parallelism));
    }
    BeamArguments arguments = BeamArguments.of(beamOptions);
    SpecText text = SpecText.open(name);
    if (SpecKind.of(text) == SpecKind.DELIVERY) {
      LoadedDelivery delivery =
          SpecLoader.loadDelivery(text, overridesOfDelivery(), System.getenv());
      return new DeliveryRun(kind, arguments, parallelism, command.commandLine().getErr())
          .withMetrics(metrics.address())
          .run(delivery, output);
    }
    if (SpecKind.of(text) == SpecKind.RANKING) {
      LoadedRanking ranking =
          RankingOptions.load(name, overrides, inputs, train, output, List.of());
      return new RankingRun(kind, arguments, parallelism, command.commandLine().getErr())
          .withMetrics(metrics.address())
          .run(ranking, RankingGoal.ALL, new ModelChoice(null, !train.isEmpty()), output);
    }
    if (!train.isEmpty()) {
      throw new UserException("--train goes with a ranking, such as user-behaviour");
    }
    if (SpecKind.of(text) == SpecKind.EVENT_RANKING) {
      EventRankingRequest request =
          new EventRankingRequest(name, overrides, inputs, List.of(), null, output, List.of());
      return new EventRankingRun(kind, arguments, parallelism, command.commandLine().getErr())
          .withMetrics(metrics.address())
          .score(request.load(), RankingGoal.ALL, request.folder());
    }
    LoadedSpec loaded = SpecLoader.load(text, allOverrides(), System.getenv());
    return new SpecRun(kind, arguments, parallelism, command.commandLine().getErr())
        .withMetrics(metrics.address())
        .run(loaded, output);
  }

  private List<SpecOverride> sourceOverrides() {
    List<SpecOverride> all = new ArrayList<>();
    overrides.forEach(override -> all.add(SpecOverride.parse(override)));
    if (!inputs.isEmpty()) {
      all.add(SpecOverride.input(InputFiles.globs(inputs)));
    }
    return all;
  }

  private List<SpecOverride> overridesOfDelivery() {
    List<SpecOverride> all = sourceOverrides();
    if (output != null) {
      all.add(SpecOverride.outputOfDelivery(output));
    }
    return all;
  }

  private List<SpecOverride> allOverrides() {
    List<SpecOverride> all = sourceOverrides();
    if (output != null) {
      // Sinks that are not used need not be complete, a Kafka sink without a Kafka source for one.
      all.addAll(SpecOverride.output(output));
    }
    return all;
  }
}
