package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.pipelines.UserException;
import io.github.beamwatch.pipelines.launch.InputFiles;
import io.github.beamwatch.pipelines.ranking.RankingGoal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code beamwatch train}. */
@Command(
    name = "train",
    description = {
      "Trains the model of a ranking, and writes its file.",
      "Of a ranking of events: where the file has a model already, the new one replaces it only if it"
          + " is not worse on rows that were held back from both."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Any further --name=value is an option of Beam or of its runner."})
final class TrainCommand implements Callable<Integer> {
  @Mixin private RankingOptions options = new RankingOptions();

  @Option(
      names = "--labels",
      paramLabel = "GLOB",
      description = "Of a ranking of events: reads labels from these files instead of the spec's.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--always",
      description =
          "Of a ranking of events: the new model replaces the old one whatever it is worth.")
  private boolean always;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    if (options.ofEvents()) {
      List<String> globs = labels.isEmpty() ? List.of() : InputFiles.globs(labels);
      return options.trainOnEvents(globs, always, command.commandLine().getErr());
    }
    if (always || !labels.isEmpty()) {
      throw new UserException("--labels and --always go with a ranking of events, such as card-fraud");
    }
    return options.run(RankingGoal.TRAIN, List.of(), command.commandLine().getErr());
  }
}
