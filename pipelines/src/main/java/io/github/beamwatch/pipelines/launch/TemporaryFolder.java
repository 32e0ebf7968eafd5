package io.github.beamwatch.pipelines.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for what an engine inside this process needs; it goes when the process ends. */
final class TemporaryFolder {
  private TemporaryFolder() {}

  static Path create(String prefix) {
    try {
      Path folder = Files.createTempDirectory(prefix);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "delete-" + prefix));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> contents = Files.walk(folder)) {
      for (Path path : contents.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // The engine may still be writing; a few files in the system's temporary folder do no harm.
    }
  }
}
