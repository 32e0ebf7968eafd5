package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.pipelines.ranking.RankingGoal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code beamwatch train}. */
@Command(
    name = "train",
    description = "Trains the model of a ranking, and writes its file.",
    mixinStandardHelpOptions = true,
    footer = {"", "Any further --name=value is an option of Beam or of its runner."})
final class TrainCommand implements Callable<Integer> {
  @Mixin private RankingOptions options = new RankingOptions();

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    return options.run(RankingGoal.TRAIN, List.of(), command.commandLine().getErr());
  }
}
