package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.pipelines.ranking.RankingGoal;
import io.github.beamwatch.pipelines.spec.SpecOverride;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code beamwatch top}. */
@Command(
    name = "top",
    description = "Ranks entities or events, and tells the most unusual ones with the reasons.",
    mixinStandardHelpOptions = true,
    footer = {"", "Any further --name=value is an option of Beam or of its runner."})
final class TopCommand implements Callable<Integer> {
  @Mixin private RankingOptions options = new RankingOptions();

  @Option(names = "--count", paramLabel = "N", description = "How many of them.")
  private @Nullable Integer count;

  @Unmatched private List<String> beamOptions = new ArrayList<>();

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    List<SpecOverride> more = count == null ? List.of() : List.of(SpecOverride.count(count));
    RankingOptions all = options.with(beamOptions);
    return all.ofEvents()
        ? all.scoreEvents(RankingGoal.TOP, more, command.commandLine().getErr())
        : all.run(RankingGoal.TOP, more, false, command.commandLine().getErr());
  }
}
