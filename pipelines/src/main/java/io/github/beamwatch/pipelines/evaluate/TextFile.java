package io.github.beamwatch.pipelines.evaluate;

import io.github.beamwatch.pipelines.UserException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file of lines, compressed where its name ends in {@code .gz}. */
final class TextFile {
  private static final int BUFFER = 1 << 16;

  private TextFile() {}

  /** Looks at one line after the other. */
  interface LineVisitor {
    /** Looks at a line; the first has number 1. */
    void visit(long number, String line);
  }

  /**
   * Reads every line that is not blank.
   *
   * @throws UserException with a sentence where the file cannot be read
   */
  static void read(Path file, LineVisitor visitor) {
    try (InputStream bytes = Files.newInputStream(file);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, BUFFER) : bytes,
                    StandardCharsets.UTF_8),
                BUFFER)) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          visitor.visit(number, line);
        }
      }
    } catch (IOException e) {
      throw new UserException("%s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }
}
