package io.github.beamwatch.pipelines.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code beamwatch generate}: the kinds are its commands. */
@Command(
    name = "generate",
    description = "Makes seeded data with labelled incidents.",
    mixinStandardHelpOptions = true,
    subcommands = {AdEventsCommand.class, SensorsCommand.class, UsersCommand.class})
final class GenerateCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a kind of data is missing: " + String.join(", ", spec.subcommands().keySet()));
  }
}
