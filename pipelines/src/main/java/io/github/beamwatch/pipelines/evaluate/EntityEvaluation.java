package io.github.beamwatch.pipelines.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.core.evaluation.RankingEvaluation;
import io.github.beamwatch.pipelines.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A ranking of entities, or the scores of a ranking of events, as a run has written it, against
 * labels. An event's id is the first field of its row.
 */
public final class EntityEvaluation {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ENTITY = "entity";
  private static final String SCORE = "score";
  private static final String EVENT_SCORE = "anomaly_score";
  private static final String OF_EVENTS = "scores-";
  private static final List<String> ENDINGS = List.of(".jsonl", ".jsonl.gz", ".csv", ".csv.gz");

  private final Map<String, Boolean> labels;
  private final RankingEvaluation evaluation = new RankingEvaluation(RankingEvaluation.FIRSTS);
  private long ranked;

  private EntityEvaluation(Map<String, Boolean> labels) {
    this.labels = labels;
  }

  /**
   * Evaluates a ranking.
   *
   * @param ranking a file, or a folder with {@code ranking-*} or {@code scores-*} files
   * @param labels a CSV file
   * @throws UserException with a sentence where something cannot be read
   */
  public static List<Measure> of(Path ranking, Path labels, EntityLabels.Columns columns) {
    for (Path path : List.of(ranking, labels)) {
      if (!Files.exists(path)) {
        throw new UserException("there is no '%s'".formatted(path));
      }
    }
    List<Path> files = files(ranking);
    EntityEvaluation evaluation = new EntityEvaluation(EntityLabels.read(labels, columns));
    files.forEach(evaluation::add);
    return evaluation.measures(labels);
  }

  private static List<Path> files(Path ranking) {
    if (!Files.isDirectory(ranking)) {
      return List.of(ranking);
    }
    try (Stream<Path> found = Files.list(ranking)) {
      List<Path> files =
          found
              .filter(file -> name(file).startsWith("ranking-") || name(file).startsWith(OF_EVENTS))
              .filter(file -> ENDINGS.stream().anyMatch(file.toString()::endsWith))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new UserException(
            "%s holds no ranking-* and no scores-*, as .jsonl or .csv".formatted(ranking));
      }
      return files;
    } catch (IOException e) {
      throw new UserException("%s cannot be read: %s".formatted(ranking, e.getMessage()));
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private void add(Path file) {
    boolean ofEvents = name(file).startsWith(OF_EVENTS);
    String idColumn = ofEvents ? "" : ENTITY;
    String scoreColumn = ofEvents ? EVENT_SCORE : SCORE;
    if (file.toString().endsWith(".csv") || file.toString().endsWith(".csv.gz")) {
      CsvLines.read(
          file,
          idColumn,
          scoreColumn,
          (line, entity, score) -> add(file, line, entity, number(score)));
    } else {
      TextFile.read(file, (line, text) -> addJson(file, line, text, ofEvents));
    }
  }

  private void addJson(Path file, long line, String text, boolean ofEvents) {
    try {
      JsonNode json = JSON.readTree(text);
      JsonNode score = json.path(ofEvents ? EVENT_SCORE : SCORE);
      boolean first = ofEvents && json.elements().hasNext();
      add(
          file,
          line,
          first ? json.elements().next().asText() : json.path(ENTITY).asText(),
          score.isNumber() ? score.doubleValue() : Double.NaN);
    } catch (JsonProcessingException e) {
      throw unusable(file, line);
    }
  }

  private void add(Path file, long line, String entity, double score) {
    if (entity.isEmpty() || !Double.isFinite(score)) {
      throw unusable(file, line);
    }
    evaluation.add(entity, score, labels.get(entity));
    ranked++;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static UserException unusable(Path file, long line) {
    return new UserException(
        "%s line %d is no entity of a ranking: 'entity' and a number 'score' are expected"
            .formatted(file, line));
  }

  private List<Measure> measures(Path file) {
    List<Measure> measures = new ArrayList<>();
    Map<String, Double> values = evaluation.measures();
    if (values.getOrDefault("labelled", 0.0) == 0.0) {
      throw new UserException(
          "none of the %,d ranked entities has a label in %s; its column of entities may be another"
              .formatted(ranked, file));
    }
    measures.add(new Measure("entities", ranked, "entities in the ranking"));
    values.forEach((name, value) -> measures.add(new Measure(name, value, definition(name))));
    return measures;
  }

  private static String definition(String name) {
    return switch (name) {
      case "labelled" -> "of these with a label";
      case "unlabelled" -> "without one; they count in nothing below";
      case "bad" -> "bad ones";
      case "bad_share" -> "share of bad ones among the labelled: what chance finds";
      case "auroc" -> "chance that a bad one scores above a good one, ties half; 0.5 is chance";
      case "auroc_error" -> "by so much it may be off: scores lost their last bits";
      case "average_precision" -> "over all thresholds, equal scores as one; bad_share is chance";
      default ->
          "bad ones among the labelled of the first " + name.substring(name.lastIndexOf('_') + 1);
    };
  }
}
