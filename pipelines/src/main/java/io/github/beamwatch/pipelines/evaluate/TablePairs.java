package io.github.beamwatch.pipelines.evaluate;

import io.github.beamwatch.pipelines.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Files of scores, each beside the data of the same relative path. */
final class TablePairs {
  private TablePairs() {}

  record Pair(String predictions, String data) {}

  /** Pairs two files, or the files of two folders. */
  static List<Pair> of(Path predictions, Path data) {
    requirePresent("--predictions", predictions);
    requirePresent("--data", data);
    if (!Files.isDirectory(data)) {
      Path scores =
          Files.isDirectory(predictions) ? predictions.resolve(data.getFileName()) : predictions;
      requirePresent("--predictions", scores);
      return List.of(new Pair(absolute(scores), absolute(data)));
    }
    List<Pair> pairs = new ArrayList<>();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(TablePairs::isCsv).sorted().toList()) {
        Path scores = predictions.resolve(data.relativize(file).toString());
        // Scores that were written below their data are none.
        if (!file.toAbsolutePath().startsWith(predictions.toAbsolutePath())) {
          requirePresent("--predictions", scores);
          pairs.add(new Pair(absolute(scores), absolute(file)));
        }
      }
    } catch (IOException e) {
      throw new UserException("--data=%s cannot be read: %s".formatted(data, e.getMessage()));
    }
    if (pairs.isEmpty()) {
      throw new UserException("no *.csv or *.csv.gz is in '%s'".formatted(data));
    }
    return pairs;
  }

  private static void requirePresent(String option, Path path) {
    if (!Files.exists(path)) {
      throw new UserException("%s: there is no '%s'".formatted(option, path));
    }
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  private static boolean isCsv(Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return (name.endsWith(".csv") || name.endsWith(".csv.gz")) && Files.isRegularFile(path);
  }
}
