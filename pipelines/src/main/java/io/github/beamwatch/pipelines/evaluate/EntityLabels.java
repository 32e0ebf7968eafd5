package io.github.beamwatch.pipelines.evaluate;

import io.github.beamwatch.core.evaluation.LabelWords;
import io.github.beamwatch.pipelines.UserException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which entities were bad, from a CSV file with a row for each, or several: an entity is bad where
 * one of its rows is. An empty label says nothing.
 */
public final class EntityLabels {
  private static final Set<String> BAD = Set.of("1", "true", "yes", "bad", "fraud", "anomaly");

  private EntityLabels() {}

  /**
   * What the file's columns mean.
   *
   * @param entity the column of the entity's name; empty for the first
   * @param label the column of the label
   * @param bad the labels that are bad, all others being good; empty where it is said what is good,
   *     or the usual words are used
   * @param good the labels that are good, all others being bad; empty where it is said what is bad
   */
  public record Columns(String entity, String label, List<String> bad, List<String> good) {

    private boolean isBad(Path file, long line, String text) {
      if (!bad.isEmpty()) {
        return bad.contains(text);
      }
      if (!good.isEmpty()) {
        return !good.contains(text);
      }
      String word = text.toLowerCase(Locale.ROOT);
      if (!BAD.contains(word) && !LabelWords.GOOD.contains(word)) {
        throw new UserException(
            "%s line %d: the label '%s' is no usual word; say with --bad or --good what it means"
                .formatted(file, line, text));
      }
      return BAD.contains(word);
    }
  }

  /**
   * Reads a file.
   *
   * @throws UserException with a sentence where it cannot be read, or a label not be understood
   */
  public static Map<String, Boolean> read(Path file, Columns columns) {
    Map<String, Boolean> labels = new HashMap<>();
    CsvLines.read(
        file,
        columns.entity(),
        columns.label(),
        (line, entity, label) -> {
          if (!label.isEmpty()) {
            labels.merge(entity, columns.isBad(file, line, label), Boolean::logicalOr);
          }
        });
    return labels;
  }
}
