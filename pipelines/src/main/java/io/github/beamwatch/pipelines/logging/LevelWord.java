package io.github.beamwatch.pipelines.logging;

import java.util.logging.Level;

/** The word that slf4j and log4j have for a level of java.util.logging. */
final class LevelWord {
  private LevelWord() {}

  static String of(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return "ERROR";
    }
    if (level.intValue() >= Level.WARNING.intValue()) {
      return "WARN";
    }
    return level.intValue() >= Level.INFO.intValue() ? "INFO" : "DEBUG";
  }
}
