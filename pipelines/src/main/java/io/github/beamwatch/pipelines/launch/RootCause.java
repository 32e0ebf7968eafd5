package io.github.beamwatch.pipelines.launch;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
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
    if (speaking instanceof FileSystemException file && file.getFile() != null) {
      return file.getFile() + ": " + reason(file);
    }
    String line = firstLine(speaking.getMessage());
    if (line == null) {
      return innermost.getClass().getSimpleName();
    }
    // The words of an argument that is wrong are a sentence by themselves.
    return speaking instanceof IllegalArgumentException
        ? line
        : speaking.getClass().getSimpleName() + ": " + line;
  }

  /** Java gives the most common ones no words. */
  private static String reason(FileSystemException file) {
    if (file instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (file instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (file instanceof FileAlreadyExistsException) {
      return "there is a file of that name";
    }
    return file.getReason() == null ? file.getClass().getSimpleName() : file.getReason();
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
