package io.github.beamwatch.benchmarks.run;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What all benchmarks have in common. */
public final class Settings {

  @Option(
      names = "--runs",
      description = "Rounds; the medians count (default: ${DEFAULT-VALUE}).",
      defaultValue = "3")
  private int runs;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "Runs only these, by the names in the report.")
  private List<String> only = List.of();

  @Option(
      names = "--parallelism",
      description = "Workers of each (default: ${DEFAULT-VALUE}).",
      defaultValue = "2")
  private int parallelism;

  @Option(
      names = "--home",
      description = "The repository (default: the present folder).",
      defaultValue = ".")
  private Path home = Path.of(".");

  @Spec(Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  public int runs() {
    return runs;
  }

  public int parallelism() {
    return parallelism;
  }

  public Path home() {
    return home.toAbsolutePath().normalize();
  }

  /** Where generated inputs are kept. */
  public Path inputs() {
    return home().resolve("testing/benchmarks/target/input");
  }

  /** Where results and logs go. */
  public Path outputs() {
    return home().resolve("testing/benchmarks/target/output");
  }

  /** Those that {@code --only} names; all without it. */
  List<Contender> chosen(List<Contender> contenders) {
    List<String> names = chosenNames(contenders.stream().map(Contender::name).toList());
    return contenders.stream().filter(contender -> names.contains(contender.name())).toList();
  }

  /** Those that {@code --only} names; all without it. */
  public List<String> chosenNames(List<String> names) {
    for (String name : only) {
      if (!names.contains(name)) {
        throw new ParameterException(
            command.commandLine(), "--only=" + name + ": must be one of " + names);
      }
    }
    return names.stream().filter(name -> only.isEmpty() || only.contains(name)).toList();
  }
}
