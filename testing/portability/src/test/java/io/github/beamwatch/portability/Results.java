package io.github.beamwatch.portability;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a run wrote, as its very JSON text: a number has one shortest text only, so two texts are
 * equal when the numbers in them are equal to the last bit. A dead letter is without its source,
 * which says where the record lay and so depends on how the input was cut.
 */
final class Results {

  /** What a run writes. */
  enum Kind {
    ALERTS("alerts"),
    METRICS("metrics"),
    SCORES("scores"),
    DEAD_LETTERS("dead-letters");

    private final String fileName;

    Kind(String fileName) {
      this.fileName = fileName;
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Kind, List<String>> lines = new EnumMap<>(Kind.class);

  private Results() {}

  /** The results in the folder of {@code --output}. */
  static Results in(Path folder) {
    Results results = new Results();
    try {
      for (Kind kind : Kind.values()) {
        List<String> lines = new ArrayList<>();
        try (DirectoryStream<Path> files =
            Files.newDirectoryStream(folder, kind.fileName + "-*.jsonl")) {
          for (Path file : files) {
            lines.addAll(Files.readAllLines(file, UTF_8));
          }
        }
        results.lines.put(kind, comparable(kind, lines));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be read", e);
    }
    return results;
  }

  /** The lines of a kind, ready to be compared. */
  static List<String> comparable(Kind kind, Collection<String> lines) {
    if (kind != Kind.DEAD_LETTERS) {
      return List.copyOf(lines);
    }
    return lines.stream()
        .map(
            line -> {
              ObjectNode letter = (ObjectNode) json(line);
              if (letter.remove("source") == null) {
                throw new AssertionError("a dead letter without its source: " + line);
              }
              return letter.toString();
            })
        .toList();
  }

  static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new AssertionError("not a JSON line: " + line, e);
    }
  }

  List<String> of(Kind kind) {
    return lines.getOrDefault(kind, List.of());
  }
}
