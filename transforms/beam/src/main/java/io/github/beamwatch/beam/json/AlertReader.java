package io.github.beamwatch.beam.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.core.spec.Severity;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads an alert that {@link JsonLines} wrote, or that somebody else wrote in its likeness: {@code
 * alert_id}, {@code status}, {@code alert_type} and one of {@code window_end}, {@code alert_time}
 * and {@code starts_at} must be there, everything else has a value that means "not told". Unknown
 * fields are left alone.
 */
public final class AlertReader {

  private static final ObjectReader JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(100).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .reader();

  private AlertReader() {}

  /**
   * What a record holds: an alert, or why it is none.
   *
   * @param alert the alert; null where there is none
   * @param reason why there is none; null where there is one
   * @param detail one sentence about the reason; empty where there is an alert
   */
  public record Result(@Nullable Alert alert, @Nullable Reason reason, String detail) {}

  /** Reads a record. */
  public static Result read(byte[] json) {
    JsonNode tree;
    try {
      tree = JSON.readTree(json);
    } catch (IOException e) {
      return bad(Reason.MALFORMED, "the record is not a JSON document");
    }
    if (tree == null || !tree.isObject()) {
      return bad(Reason.NOT_AN_OBJECT, "the record is not a JSON object");
    }
    try {
      return new Result(alert(tree), null, "");
    } catch (WrongField e) {
      return bad(e.reason, String.valueOf(e.getMessage()));
    }
  }

  private static Result bad(Reason reason, String detail) {
    return new Result(null, reason, detail);
  }

  private static Alert alert(JsonNode tree) throws WrongField {
    String id = required(tree, "alert_id");
    AlertStatus status = word(AlertStatus.class, required(tree, "status"), "status");
    String type = required(tree, "alert_type");
    String severity = text(tree, "severity", "medium");
    Instant endsAt = time(tree, "ends_at");
    Instant end = firstTime(tree, "window_end", "alert_time", "starts_at");
    Instant start = orElse(time(tree, "window_start"), end);
    return new Alert(
        id,
        status,
        type,
        word(Severity.class, severity, "severity"),
        text(tree, "pipeline", ""),
        text(tree, "spec_version", ""),
        labels(tree),
        text(tree, "metric_name", ""),
        number(tree, "current_value"),
        number(tree, "expected_value"),
        number(tree, "deviation_percent"),
        number(tree, "score"),
        text(tree, "detector", ""),
        start,
        end,
        orElse(time(tree, "starts_at"), start),
        endsAt,
        whole(tree, "occurrences", 1),
        text(tree, "message", type),
        whole(tree, "samples", 0));
  }

  private static SortedMap<String, String> labels(JsonNode tree) throws WrongField {
    SortedMap<String, String> labels = new TreeMap<>();
    JsonNode node = tree.path("labels");
    if (!node.isMissingNode() && !node.isNull() && !node.isObject()) {
      throw new WrongField(Reason.INVALID_TEXT, "'labels' is not an object of texts");
    }
    for (var fields = node.fields(); fields.hasNext(); ) {
      var label = fields.next();
      if (!label.getValue().isValueNode()) {
        throw new WrongField(
            Reason.INVALID_TEXT, "the label '" + label.getKey() + "' is not a text");
      }
      labels.put(label.getKey(), label.getValue().asText());
    }
    return labels;
  }

  private static String required(JsonNode tree, String field) throws WrongField {
    String text = text(tree, field, "");
    if (text.isEmpty()) {
      throw new WrongField(Reason.MISSING_FIELD, "the field '" + field + "' is missing");
    }
    return text;
  }

  private static String text(JsonNode tree, String field, String byDefault) throws WrongField {
    JsonNode node = tree.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return byDefault;
    }
    if (!node.isTextual()) {
      throw new WrongField(Reason.INVALID_TEXT, "'" + field + "' is not a text");
    }
    return node.asText();
  }

  private static <E extends Enum<E>> E word(Class<E> type, String word, String field)
      throws WrongField {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
        return constant;
      }
    }
    throw new WrongField(
        Reason.INVALID_TEXT,
        "'"
            + field
            + "' is none of "
            + Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
  }

  private static double number(JsonNode tree, String field) throws WrongField {
    JsonNode node = tree.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return Double.NaN;
    }
    if (!node.isNumber() || !Double.isFinite(node.asDouble())) {
      throw new WrongField(Reason.INVALID_NUMBER, "'" + field + "' is not a number");
    }
    return node.asDouble();
  }

  private static long whole(JsonNode tree, String field, long byDefault) throws WrongField {
    double value = number(tree, field);
    return Double.isNaN(value) ? byDefault : (long) value;
  }

  private static Instant firstTime(JsonNode tree, String... fields) throws WrongField {
    for (String field : fields) {
      Instant time = time(tree, field);
      if (time != null) {
        return time;
      }
    }
    throw new WrongField(
        Reason.MISSING_FIELD,
        "the alert has no time: none of the fields " + String.join(", ", fields) + " is there");
  }

  private static @Nullable Instant time(JsonNode tree, String field) throws WrongField {
    String text = text(tree, field, "");
    if (text.isEmpty()) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new WrongField(
          Reason.INVALID_TIMESTAMP, "'" + field + "' is not an ISO-8601 time with a zone");
    }
  }

  private static Instant orElse(@Nullable Instant time, Instant otherwise) {
    return time == null ? otherwise : time;
  }

  /** Ends the reading of one alert, inside this class alone. */
  private static final class WrongField extends Exception {
    private static final long serialVersionUID = 1L;
    private final Reason reason;

    WrongField(Reason reason, String detail) {
      super(detail, null, false, false);
      this.reason = reason;
    }
  }
}
