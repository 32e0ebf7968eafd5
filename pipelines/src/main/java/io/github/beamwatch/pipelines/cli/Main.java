package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.pipelines.UserException;
import io.github.beamwatch.pipelines.launch.HostProcess;
import io.github.beamwatch.pipelines.launch.JobFailedException;
import io.github.beamwatch.pipelines.launch.RootCause;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program. */
public final class Main {
  /** The job was done. */
  public static final int DONE = 0;

  /** The job failed, or its environment did. */
  public static final int FAILED = 1;

  /** What the user asked for cannot be: usage, spec, a missing file. */
  public static final int WRONG_INPUT = 2;

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    Verbosity.configure(Arrays.asList(args).contains(Verbosity.FLAG));
    int code =
        execute(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            args);
    if (HostProcess.isOurs()) {
      System.exit(code);
    }
    if (code != DONE) {
      throw new JobFailedException("beamwatch ended with exit code " + code + ".", null);
    }
  }

  /** Runs one command; returns its exit code. */
  public static int execute(PrintWriter out, PrintWriter err, String... args) {
    CommandLine commandLine =
        new CommandLine(new BeamwatchCommand())
            .setOut(out)
            .setErr(err)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(Main::explain)
            .setParameterExceptionHandler(Main::explainUsage);
    return commandLine.execute(args);
  }

  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    PrintWriter err = command.getErr();
    boolean user = failure instanceof UserException;
    err.println(
        user || failure instanceof JobFailedException
            ? failure.getMessage()
            : "failed: " + RootCause.sentence(failure));
    if (parsed.originalArgs().contains(Verbosity.FLAG)) {
      failure.printStackTrace(err);
    } else if (!user) {
      err.println("(" + Verbosity.FLAG + " shows where)");
    }
    err.flush();
    return user ? WRONG_INPUT : FAILED;
  }

  private static int explainUsage(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    CommandSpec spec = command.getCommandSpec();
    err.println(failure.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(failure, err)) {
      err.println("Try '" + spec.qualifiedName() + " --help'.");
    }
    err.flush();
    return WRONG_INPUT;
  }
}
