package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.pipelines.UserException;
import io.github.beamwatch.pipelines.launch.BeamArguments;
import io.github.beamwatch.pipelines.launch.InputFiles;
import io.github.beamwatch.pipelines.launch.RunnerKind;
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

/** {@code beamwatch train}. */
@Command(
    name = "train",
    description = {
      "Trains the model of a ranking.",
      "Where the file has a model already, the new one replaces it only if it is not worse on rows"
          + " that were held back from both."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Any further --name=value is an option of Beam or of its runner."})
final class TrainCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "TEMPLATE_OR_SPEC",
      description = "A bundled template's name, or the path of a YAML spec.")
  private String name = "";

  @Option(names = "--set", paramLabel = "path=value", description = "Replaces a value of the spec.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--input",
      paramLabel = "GLOB",
      description = "Reads these files instead of the spec's source; repeatable, or with commas.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--labels",
      paramLabel = "GLOB",
      description = "Reads labels of events from these files instead of those of the spec.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "The model file; instead of the spec's model.file.")
  private @Nullable String model;

  @Option(
      names = "--always",
      description = "The new model replaces the old one whatever it is worth.")
  private boolean always;

  @Option(
      names = "--runner",
      paramLabel = "RUNNER",
      description = "DirectRunner, FlinkRunner or SparkRunner; by default the bundle's own.")
  private @Nullable String runner;

  @Option(names = "--parallelism", paramLabel = "N", description = "How many workers.")
  private @Nullable Integer parallelism;

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
    if (SpecKind.of(text) != SpecKind.EVENT_RANKING) {
      throw new UserException("%s is no ranking: there is no model in it to train".formatted(name));
    }
    return new EventRankingRun(kind, arguments, parallelism, command.commandLine().getErr())
        .train(SpecLoader.loadEventRanking(text, all(), System.getenv()), always);
  }

  private List<SpecOverride> all() {
    List<SpecOverride> all = new ArrayList<>();
    overrides.forEach(override -> all.add(SpecOverride.parse(override)));
    if (!inputs.isEmpty()) {
      all.add(SpecOverride.input(InputFiles.globs(inputs)));
    }
    if (!labels.isEmpty()) {
      all.add(SpecOverride.labels(InputFiles.globs(labels)));
    }
    if (model != null) {
      all.add(SpecOverride.model(InputFiles.globs(List.of(model)).get(0)));
    }
    return all;
  }
}
