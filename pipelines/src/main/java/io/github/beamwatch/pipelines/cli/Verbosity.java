package io.github.beamwatch.pipelines.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.Option;

/** How much of the engines' own talk is let through. */
final class Verbosity {
  static final String FLAG = "--verbose";

  private static final String SIMPLE_LOGGER = "org.slf4j.simpleLogger.";

  @Option(names = FLAG, description = "Show the runner's log, and stack traces of failures.")
  boolean verbose;

  /**
   * Sets the log level of this process. It must come before the first logger is made, so before
   * Beam is touched: a command's own options are parsed too late for it.
   */
  static void configure(boolean verbose) {
    if (!verbose) {
      return;
    }
    // Spark logs through log4j, whose configuration asks for this property ...
    System.setProperty("beamwatch.log.level", "info");
    // ... the others through slf4j-simple, where every level of its file can be overruled.
    System.setProperty(SIMPLE_LOGGER + "defaultLogLevel", "info");
    for (String key : simpleLoggerFile().stringPropertyNames()) {
      if (key.startsWith(SIMPLE_LOGGER + "log.")) {
        System.setProperty(key, "info");
      }
    }
  }

  private static Properties simpleLoggerFile() {
    Properties properties = new Properties();
    try (InputStream file =
        Verbosity.class.getClassLoader().getResourceAsStream("simplelogger.properties")) {
      if (file != null) {
        properties.load(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
