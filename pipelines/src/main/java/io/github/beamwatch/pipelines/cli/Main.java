package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.pipelines.UserException;
import io.github.beamwatch.pipelines.launch.HostProcess;
import io.github.beamwatch.pipelines.launch.JobFailedException;
import io.github.beamwatch.pipelines.launch.RootCause;
import io.github.beamwatch.pipelines.logging.LogFormat;
import io.github.beamwatch.pipelines.logging.LoggedLines;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
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
    LogFormat format = Verbosity.configure(Arrays.asList(args));
    LastLine err = new LastLine(format == LogFormat.JSON ? new LoggedLines() : System.err);
    int code = execute(new PrintWriter(System.out, true, StandardCharsets.UTF_8), err, args);
    if (HostProcess.isOurs()) {
      System.exit(code);
    }
    if (code != DONE) {
      // Whoever called us, a JobManager or Maven, shows this message and little else.
      throw new JobFailedException(err.text() + " (exit code " + code + ")", null);
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
    boolean user = failure instanceof UserException;
    boolean told = user || failure instanceof JobFailedException;
    boolean verbose = parsed.originalArgs().contains(Verbosity.FLAG);
    PrintWriter err = command.getErr();
    err.println(
        (told ? failure.getMessage() : "failed: " + RootCause.sentence(failure))
            + (user || verbose ? "" : " (" + Verbosity.FLAG + " shows where)"));
    if (verbose) {
      failure.printStackTrace(err);
    }
    err.flush();
    return user ? WRONG_INPUT : FAILED;
  }

  private static int explainUsage(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    List<String> near =
        failure instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    PrintWriter err = command.getErr();
    err.println(
        failure.getMessage()
            + (near.isEmpty()
                ? "; try '" + command.getCommandSpec().qualifiedName() + " --help'"
                : "; did you mean '" + near.get(0) + "'?"));
    err.flush();
    return WRONG_INPUT;
  }
}
