package io.github.beamwatch.io.clickhouse;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.beamwatch.io.sink.SinkRow;
import io.github.beamwatch.io.sink.SinkRow.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A row as lines of {@code JSONEachRow}: of a metric point one for each measure and metric. */
final class TableRows {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> ALERT =
      List.of(
          "alert_id",
          "status",
          "alert_type",
          "severity",
          "pipeline",
          "spec_version",
          "metric_name",
          "current_value",
          "expected_value",
          "deviation_percent",
          "score",
          "detector",
          "occurrences",
          "message",
          "samples");
  private static final List<String> SCORE =
      List.of(
          "pipeline",
          "rule",
          "metric_name",
          "detector",
          "verdict",
          "value",
          "expected",
          "deviation_percent",
          "score",
          "threshold",
          "lower",
          "upper",
          "samples",
          "severity",
          "alert");
  private static final List<String> DEAD_LETTER =
      List.of(
          "pipeline",
          "stage",
          "reason",
          "detail",
          "payload",
          "payload_encoding",
          "source",
          "spec_version");

  private static final List<String> SERIES = List.of("series", "labels.name", "labels.value");
  private static final List<String> WINDOW = List.of("window_start_ms", "window_end_ms");

  private static final Map<Kind, String> COLUMNS =
      Map.of(
          Kind.ALERT,
          list(ALERT, SERIES, WINDOW, List.of("starts_at_ms", "ends_at_ms", "version")),
          Kind.METRIC,
          list(List.of("pipeline", "name", "value", "samples"), SERIES, WINDOW),
          Kind.SCORE,
          list(SCORE, SERIES, WINDOW, List.of("imputed")),
          Kind.DEAD_LETTER,
          list(DEAD_LETTER, List.of("id", "event_time_ms")));

  private TableRows() {}

  /** The columns that lines may set: those that are not among them get their default by this. */
  static String columns(Kind kind) {
    return requireNonNull(COLUMNS.get(kind));
  }

  @SafeVarargs
  private static String list(List<String>... names) {
    return Stream.of(names)
        .flatMap(List::stream)
        .map(name -> "`" + name + "`")
        .collect(Collectors.joining(", "));
  }

  static void append(SinkRow row, StringBuilder lines) {
    ObjectNode json = parse(row.json());
    switch (row.kind()) {
      case ALERT -> line(alert(row, json), lines);
      case SCORE -> line(score(row, json), lines);
      case DEAD_LETTER -> line(deadLetter(row, json), lines);
      case ENTITY -> throw new IllegalArgumentException("no table for ranked entities");
      case METRIC -> {
        values(row, json, "measures", lines);
        values(row, json, "metrics", lines);
      }
    }
  }

  private static ObjectNode alert(SinkRow row, ObjectNode json) {
    ObjectNode out = copy(json, ALERT);
    series(row, out);
    out.put("window_start_ms", millis(json.path("window_start")));
    out.put("window_end_ms", row.endMillis());
    out.put("starts_at_ms", row.startMillis());
    if (json.path("ends_at").isTextual()) {
      out.put("ends_at_ms", millis(json.path("ends_at")));
    }
    return out.put("version", Math.max(0, row.endMillis()));
  }

  private static ObjectNode score(SinkRow row, ObjectNode json) {
    ObjectNode out = copy(json, SCORE);
    series(row, out);
    window(row, out);
    return out.put("imputed", json.path("imputed").asBoolean() ? 1 : 0);
  }

  private static ObjectNode deadLetter(SinkRow row, ObjectNode json) {
    ObjectNode out = copy(json, DEAD_LETTER).put("id", row.id());
    if (row.endMillis() != SinkRow.NO_TIME) {
      out.put("event_time_ms", row.endMillis());
    }
    return out;
  }

  private static void values(SinkRow row, ObjectNode json, String which, StringBuilder lines) {
    for (Map.Entry<String, JsonNode> value : json.path(which).properties()) {
      ObjectNode out = copy(json, List.of("pipeline", "samples"));
      out.put("name", value.getKey());
      out.set("value", value.getValue());
      series(row, out);
      window(row, out);
      line(out, lines);
    }
  }

  private static void series(SinkRow row, ObjectNode out) {
    ArrayNode names = out.putArray("labels.name");
    ArrayNode values = out.putArray("labels.value");
    row.labels()
        .forEach(
            (name, value) -> {
              names.add(name);
              values.add(value);
            });
    out.put(
        "series",
        row.labels().entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(",")));
  }

  private static void window(SinkRow row, ObjectNode out) {
    out.put("window_start_ms", row.startMillis());
    out.put("window_end_ms", row.endMillis());
  }

  /** What is not there, or null in a column of texts, is left to the column's default. */
  private static ObjectNode copy(ObjectNode json, List<String> names) {
    ObjectNode out = JSON.createObjectNode();
    for (String name : names) {
      JsonNode value = json.path(name);
      if (!value.isMissingNode() && !value.isNull()) {
        out.set(name, value);
      }
    }
    return out;
  }

  private static long millis(JsonNode time) {
    return Instant.parse(time.asText()).toEpochMilli();
  }

  private static ObjectNode parse(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a row is a JSON object", e);
    }
  }

  private static void line(ObjectNode row, StringBuilder lines) {
    lines.append(row).append('\n');
  }
}
