package io.github.beamwatch.io.clickhouse;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.beamwatch.io.clickhouse.RowBinary.Column;
import io.github.beamwatch.io.clickhouse.RowBinary.Type;
import io.github.beamwatch.io.sink.SinkRow;
import io.github.beamwatch.io.sink.SinkRow.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A row as rows of its table: of a metric point one for each measure and metric. */
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

  private static final Set<String> NUMBERS =
      Set.of(
          "current_value",
          "expected_value",
          "deviation_percent",
          "value",
          "expected",
          "score",
          "threshold",
          "lower",
          "upper");
  private static final Set<String> COUNTS = Set.of("occurrences", "samples", "version");

  private static final List<Column> SERIES =
      List.of(
          new Column("series", Type.STRING),
          new Column("labels.name", Type.STRINGS),
          new Column("labels.value", Type.STRINGS));
  private static final List<Column> WINDOW =
      List.of(new Column("window_start_ms", Type.WHOLE), new Column("window_end_ms", Type.WHOLE));

  private static final Map<Kind, List<Column>> COLUMNS =
      Map.of(
          Kind.ALERT,
          all(
              typed(ALERT),
              SERIES,
              WINDOW,
              List.of(
                  new Column("starts_at_ms", Type.WHOLE),
                  new Column("ends_at_ms", Type.WHOLE_OR_NOT),
                  new Column("version", Type.COUNT))),
          Kind.METRIC,
          all(typed(List.of("pipeline", "name", "value", "samples")), SERIES, WINDOW),
          Kind.SCORE,
          all(typed(SCORE), SERIES, WINDOW, List.of(new Column("imputed", Type.FLAG))),
          Kind.DEAD_LETTER,
          all(
              typed(DEAD_LETTER),
              List.of(
                  new Column("id", Type.STRING), new Column("event_time_ms", Type.WHOLE_OR_NOT))));

  private TableRows() {}

  /** What is written of a row, in order; the other columns of its table get their default. */
  static List<Column> columns(Kind kind) {
    return requireNonNull(COLUMNS.get(kind));
  }

  private static List<Column> typed(List<String> names) {
    return names.stream()
        .map(
            name ->
                new Column(
                    name,
                    NUMBERS.contains(name)
                        ? Type.NUMBER
                        : COUNTS.contains(name) ? Type.COUNT : Type.STRING))
        .toList();
  }

  @SafeVarargs
  private static List<Column> all(List<Column>... columns) {
    return Stream.of(columns).flatMap(List::stream).toList();
  }

  /**
   * Appends the rows of its table that a row makes.
   *
   * @throws IllegalArgumentException in half a sentence for a value that does not fit its column
   */
  static void append(SinkRow row, RowBinary out) {
    List<Column> columns = columns(row.kind());
    of(row).forEach(line -> out.append(line, columns));
  }

  private static List<ObjectNode> of(SinkRow row) {
    ObjectNode json = parse(row.json());
    return switch (row.kind()) {
      case ALERT -> List.of(alert(row, json));
      case SCORE -> List.of(score(row, json));
      case DEAD_LETTER -> List.of(deadLetter(row, json));
      case ENTITY -> throw new IllegalArgumentException("no table for ranked entities");
      case METRIC -> {
        List<ObjectNode> values = new ArrayList<>();
        values(row, json, "measures", values);
        values(row, json, "metrics", values);
        yield values;
      }
    };
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

  private static void values(SinkRow row, ObjectNode json, String which, List<ObjectNode> lines) {
    for (Map.Entry<String, JsonNode> value : json.path(which).properties()) {
      ObjectNode out = copy(json, List.of("pipeline", "samples"));
      out.put("name", value.getKey());
      out.set("value", value.getValue());
      series(row, out);
      window(row, out);
      lines.add(out);
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
}
