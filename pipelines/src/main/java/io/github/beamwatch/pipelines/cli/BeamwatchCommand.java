package io.github.beamwatch.pipelines.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program's name; all work is in its commands. */
@Command(
    name = "beamwatch",
    description = "Finds anomalies in event streams and stored data, and raises alerts.",
    mixinStandardHelpOptions = true,
    versionProvider = BeamwatchCommand.Version.class,
    subcommands = {
      RunCommand.class,
      BacktestCommand.class,
      TemplatesCommand.class,
      ValidateCommand.class,
      GenerateCommand.class,
      TrainCommand.class,
      ScoreCommand.class,
      TopCommand.class,
      EvaluateCommand.class,
      RedriveCommand.class,
      DemoCommand.class,
    })
final class BeamwatchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is missing: " + String.join(", ", spec.subcommands().keySet()));
  }

  /** The version in the bundle's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {text()};
    }

    static String text() {
      String version = BeamwatchCommand.class.getPackage().getImplementationVersion();
      return "beamwatch " + (version == null ? "(not packaged)" : version);
    }
  }
}
