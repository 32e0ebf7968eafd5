package io.github.beamwatch.pipelines.launch;

import org.jspecify.annotations.Nullable;

/** Finds the sentence in a chain of exceptions that runners have wrapped around one another. */
public final class RootCause {
  private RootCause() {}

  /** The innermost message that says something, in one line. */
  public static String sentence(Throwable failure) {
    Throwable innermost = failure;
    Throwable speaking = failure;
    while (innermost.getCause() != null && innermost.getCause() != innermost) {
      innermost = innermost.getCause();
      if (firstLine(innermost.getMessage()) != null) {
        speaking = innermost;
      }
    }
    String line = firstLine(speaking.getMessage());
    return line == null
        ? innermost.getClass().getSimpleName()
        : speaking.getClass().getSimpleName() + ": " + line;
  }

  private static @Nullable String firstLine(@Nullable String message) {
    return message == null
        ? null
        : message
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .findFirst()
            .orElse(null);
  }
}
