package io.github.beamwatch.pipelines.logging;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets up the log of this process. It has to come before the first logger is made, so before Beam
 * is touched.
 */
public final class LogSetup {
  /** Levels of the bundle: warnings, and less of what only confuses. */
  private static final String FILE = "logging.properties";

  private static final String LEVEL = ".level";
  private static final String OURS = "io.github.beamwatch";

  private LogSetup() {}

  /**
   * Sets it up.
   *
   * @param verbose lets the engine's own talk through
   */
  public static void apply(LogFormat format, boolean verbose) {
    // Spark logs through log4j, whose configuration asks for these ...
    System.setProperty("beamwatch.log.pattern", format.log4jPattern);
    if (verbose) {
      System.setProperty("beamwatch.log.level", "info");
    }
    if (verbose || format == LogFormat.JSON) {
      System.setProperty("beamwatch.log.ours", "info");
    }
    // ... the others through the JDK's own logging.
    applyToJdk(format, verbose);
  }

  private static void applyToJdk(LogFormat format, boolean verbose) {
    Properties levels = bundled();
    if (levels.isEmpty()
        || !LoggerFactory.getILoggerFactory().getClass().getName().contains(".jul.")) {
      return;
    }
    if (verbose) {
      levels.stringPropertyNames().stream()
          .filter(name -> name.endsWith(LEVEL) && !name.contains("Handler"))
          .forEach(name -> levels.setProperty(name, "INFO"));
    }
    if (format == LogFormat.JSON) {
      levels.setProperty(OURS + LEVEL, "INFO");
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      levels.store(text, null);
      LogManager.getLogManager().readConfiguration(new ByteArrayInputStream(text.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      handler.setFormatter(format == LogFormat.JSON ? new JsonLogLines() : new TextLines());
    }
  }

  private static Properties bundled() {
    Properties properties = new Properties();
    try (InputStream file = LogSetup.class.getClassLoader().getResourceAsStream(FILE)) {
      if (file != null) {
        properties.load(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
