package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.pipelines.logging.LogFormat;
import io.github.beamwatch.pipelines.logging.LogSetup;
import java.util.List;
import picocli.CommandLine.Option;

/** How much of the engines' own talk is let through, and how it is written. */
final class Verbosity {
  static final String FLAG = "--verbose";
  static final String FORMAT = "--log-format";

  @Option(names = FLAG, description = "Show the runner's log, and stack traces of failures.")
  boolean verbose;

  @Option(
      names = FORMAT,
      paramLabel = "text|json",
      description =
          "json writes everything but alerts as JSON lines, with pipeline and spec version.")
  LogFormat format = LogFormat.TEXT;

  /**
   * Sets up the log of this process. It must come before the first logger is made, so before Beam
   * is touched: a command's own options are parsed too late for it.
   */
  static LogFormat configure(List<String> arguments) {
    int word = arguments.indexOf(FORMAT);
    boolean json =
        arguments.stream().anyMatch((FORMAT + "=json")::equalsIgnoreCase)
            || (word >= 0
                && word + 1 < arguments.size()
                && arguments.get(word + 1).equalsIgnoreCase("json"));
    LogFormat format = json ? LogFormat.JSON : LogFormat.TEXT;
    LogSetup.apply(format, arguments.contains(FLAG));
    return format;
  }
}
