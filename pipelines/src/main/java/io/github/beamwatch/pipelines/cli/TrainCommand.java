package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.pipelines.launch.InputFiles;
import io.github.beamwatch.pipelines.ranking.RankingGoal;
import io.github.beamwatch.pipelines.spec.SpecOverride;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code beamwatch train}. */
@Command(
    name = "train",
    description = {
      "Trains the model of a ranking, and writes its file.",
      "Where the file has a model already, the new one replaces it only if it is not worse on rows"
          + " that were held back from both."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Any further --name=value is an option of Beam or of its runner."})
final class TrainCommand implements Callable<Integer> {
  @Mixin private RankingOptions options = new RankingOptions();

  @Option(
      names = "--labels",
      paramLabel = "GLOB",
      description =
          "Reads labels from these files instead of the spec's; repeatable, or with commas.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--always",
      description = "The new model replaces the old one whatever it is worth.")
  private boolean always;

  @Unmatched private List<String> beamOptions = new ArrayList<>();

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    List<String> globs = labels.isEmpty() ? List.of() : InputFiles.globs(labels);
    if (options.ofEvents()) {
      return options.with(beamOptions).trainOnEvents(globs, always, command.commandLine().getErr());
    }
    List<SpecOverride> more = globs.isEmpty() ? List.of() : List.of(SpecOverride.labels(globs));
    return options
        .with(beamOptions)
        .run(RankingGoal.TRAIN, more, always, command.commandLine().getErr());
  }
}
