package io.github.beamwatch.pipelines.cli;

import picocli.CommandLine.Option;

/** How much of the engines' own talk is let through. */
final class Verbosity {
  static final String FLAG = "--verbose";

  @Option(names = FLAG, description = "Show the runner's log, and stack traces of failures.")
  boolean verbose;

  /**
   * Sets the log level of this process. It must come before the first logger is made, so before
   * Beam is touched: a command's own options are parsed too late for it.
   */
  static void configure(boolean verbose) {
    if (verbose) {
      // Direct and embedded Flink log through slf4j-simple, Spark through log4j.
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
      System.setProperty("beamwatch.log.level", "info");
    }
  }
}
