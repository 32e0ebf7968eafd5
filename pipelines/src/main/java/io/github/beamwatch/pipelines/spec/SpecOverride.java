package io.github.beamwatch.pipelines.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.pipelines.UserException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One value that is put into a spec in place of what its text says.
 *
 * @param origin who says so, for messages, such as {@code --set alerts.cooldown}
 * @param path keys and indexes joined by dots; a rule also goes by its name
 * @param value YAML
 */
public record SpecOverride(String origin, String path, String value) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String INPUT = "--input";
  private static final String OUTPUT = "--output";
  private static final String ALERT_SINKS = "alerts.sinks";

  /** The argument of {@code --set}: {@code detect.ctr_drop.when.belowRatio=0.4}. */
  public static SpecOverride parse(String argument) {
    int equals = argument.indexOf('=');
    if (equals < 1) {
      throw new UserException(
          "--set '" + argument + "' is not path=value; write for example --set alerts.cooldown=5m");
    }
    String path = argument.substring(0, equals).strip();
    return new SpecOverride("--set " + path, path, argument.substring(equals + 1));
  }

  /** {@code --input}: files in place of the source. */
  public static SpecOverride input(List<String> globs) {
    return of(INPUT, "source", Map.of("files", Map.of("paths", globs)));
  }

  /**
   * {@code --output}: JSON-lines files in one folder in place of every sink; where the spec writes
   * or prints alerts as bare sentences, that remains.
   */
  public static List<SpecOverride> output(String folder) {
    List<Object> files = List.of(Map.of("files", Map.of("path", folder)));
    return Stream.of(ALERT_SINKS, "sinks.metrics", "sinks.scores", "sinks.deadLetters")
        .map(path -> of(OUTPUT, path, files))
        .toList();
  }

  boolean replacesSource() {
    return origin.equals(INPUT);
  }

  /** {@code --output} of a delivery: its dead letters as files; messages go out all the same. */
  public static SpecOverride outputOfDelivery(String folder) {
    return of(OUTPUT, "sinks.deadLetters", List.of(Map.of("files", Map.of("path", folder))));
  }

  /**
   * {@code --output} of a ranking: JSON-lines files in one folder in place of every sink, and the
   * report beside them.
   */
  public static List<SpecOverride> outputOfRanking(String folder) {
    List<Object> files = List.of(Map.of("files", Map.of("path", folder)));
    return Stream.concat(
            Stream.of("sinks.top", "sinks.ranking", "sinks.deadLetters")
                .map(path -> of(OUTPUT, path, files)),
            Stream.of(of(OUTPUT, "report", Map.of("path", folder))))
        .toList();
  }

  /** {@code --train}: files to train on. */
  public static SpecOverride train(List<String> globs) {
    return of("--train", "model.train", Map.of("paths", globs));
  }

  /** {@code --model} of a ranking. */
  public static SpecOverride model(String file) {
    return of("--model", "model.file", file);
  }

  /** {@code --count} of a ranking's head. */
  public static SpecOverride count(int entities) {
    return of("--count", "top.count", entities);
  }

  /** {@code --labels} of a ranking. */
  public static SpecOverride labels(List<String> globs) {
    return of("--labels", "labels.paths", globs);
  }

  /**
   * {@code --output} of a ranking of events: files in one folder in place of every sink, scores as
   * CSV, as {@code score} writes them, and the report beside them.
   */
  public static List<SpecOverride> outputOfEventRanking(String folder) {
    List<Object> files = List.of(Map.of("files", Map.of("path", folder)));
    List<Object> csv = List.of(Map.of("files", Map.of("path", folder, "format", "csv")));
    return List.of(
        of(OUTPUT, "sinks.top", files),
        of(OUTPUT, "sinks.scores", csv),
        of(OUTPUT, "sinks.deadLetters", files),
        of(OUTPUT, "report", Map.of("path", folder)));
  }

  boolean replacesAlertSinks() {
    return origin.equals(OUTPUT) && path.equals(ALERT_SINKS);
  }

  /** A value taken as it stands: what looks like a variable is none. */
  private static SpecOverride of(String origin, String path, Object value) {
    JsonNode json = JSON.valueToTree(value);
    return new SpecOverride(origin, path, json.toString().replace("${", "$${"));
  }
}
