package io.github.beamwatch.beam.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.detect.Verdict.Transition;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.DeadLetter.PayloadState;
import io.github.beamwatch.core.expression.MetricCatalog;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.spec.Severity;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of everything that leaves a pipeline, one object a line. Times are ISO-8601 in UTC with
 * milliseconds; a number that there is not (NaN) is {@code null}.
 */
public final class JsonLines {

  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private JsonLines() {}

  /** An alert: also the Kafka value and the search index's document. */
  public static String of(Alert alert) {
    return object(
        json -> {
          json.writeStringField("alert_id", alert.alertId());
          json.writeStringField("status", word(alert.status()));
          json.writeStringField("alert_type", alert.alertType());
          json.writeStringField("severity", word(alert.severity()));
          json.writeStringField("pipeline", alert.pipeline());
          json.writeStringField("spec_version", alert.specVersion());
          labels(json, alert.labels());
          json.writeStringField("metric_name", alert.metricName());
          Texts.PLAIN.number(json, "current_value", alert.currentValue());
          Texts.PLAIN.number(json, "expected_value", alert.expectedValue());
          Texts.PLAIN.number(json, "deviation_percent", alert.deviationPercent());
          Texts.PLAIN.number(json, "score", alert.score());
          json.writeStringField("detector", alert.detector());
          time(json, "window_start", alert.windowStart());
          time(json, "window_end", alert.windowEnd());
          time(json, "alert_time", alert.alertTime());
          time(json, "starts_at", alert.startsAt());
          time(json, "ends_at", alert.endsAt());
          json.writeNumberField("occurrences", alert.occurrences());
          json.writeStringField("message", alert.message());
          json.writeNumberField("samples", alert.samples());
        });
  }

  /** A metric point: measures and metrics by name. */
  public static String of(
      MetricPoint point,
      List<String> labelNames,
      List<String> measureNames,
      MetricCatalog catalog) {
    return object(
        json -> {
          labels(json, point.series().labels(labelNames));
          write(json, point, measureNames, catalog, Texts.PLAIN);
        });
  }

  /** All of a metric point but its labels. */
  static void write(
      JsonGenerator json,
      MetricPoint point,
      List<String> measureNames,
      MetricCatalog catalog,
      Texts texts)
      throws IOException {
    texts.time(json, "window_start", point.windowStart());
    texts.time(json, "window_end", point.windowEnd());
    texts.number(json, "samples", point.samples());
    json.writeObjectFieldStart("measures");
    for (int i = 0; i < measureNames.size(); i++) {
      texts.number(json, measureNames.get(i), point.measures().get(i).value());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("metrics");
    for (int i = 0; i < point.metrics().size(); i++) {
      texts.number(json, catalog.names().get(i), point.metrics().get(i));
    }
    json.writeEndObject();
  }

  /** A verdict; {@code alert} says what it did to the rule's alert, sent or in shadow. */
  public static String of(Verdict verdict, List<String> labelNames) {
    return object(
        json -> {
          labels(json, verdict.series().labels(labelNames));
          write(json, verdict, Texts.PLAIN);
        });
  }

  /** All of a verdict but its labels. */
  static void write(JsonGenerator json, Verdict verdict, Texts texts) throws IOException {
    texts.word(json, "rule", verdict.rule());
    texts.word(json, "metric_name", verdict.metric());
    texts.word(json, "detector", verdict.detector());
    texts.time(json, "window_start", verdict.windowStart());
    texts.time(json, "window_end", verdict.windowEnd());
    texts.word(json, "verdict", verdict.kind().name());
    texts.number(json, "value", verdict.value());
    texts.number(json, "expected", verdict.expected());
    texts.number(json, "deviation_percent", verdict.deviationPercent());
    texts.number(json, "score", verdict.score());
    texts.number(json, "threshold", verdict.threshold());
    if (!Double.isNaN(verdict.lower())) {
      texts.number(json, "lower", verdict.lower());
      texts.number(json, "upper", verdict.upper());
    }
    texts.number(json, "samples", verdict.samples());
    Severity severity = verdict.severity();
    if (severity != null) {
      texts.word(json, "severity", word(severity));
    }
    if (verdict.imputed()) {
      json.writeBooleanField("imputed", true);
    }
    Transition transition = verdict.transition();
    if (transition != null) {
      texts.word(json, "alert", word(transition.status()));
    }
  }

  /**
   * A dead letter; {@code payload_encoding} tells text from base64, {@code payload_state} is there
   * where the payload is not the whole record: {@code cut}, {@code redacted} or {@code withheld}.
   */
  public static String of(DeadLetter letter, String specVersion) {
    return object(
        json -> {
          json.writeStringField("stage", letter.stage());
          json.writeStringField("reason", letter.reason().word());
          json.writeStringField("detail", letter.detail());
          String text = text(letter.payload());
          json.writeStringField(
              "payload",
              text == null ? Base64.getEncoder().encodeToString(letter.payload()) : text);
          json.writeStringField("payload_encoding", text == null ? "base64" : "text");
          if (letter.payloadState() != PayloadState.WHOLE) {
            json.writeStringField("payload_state", word(letter.payloadState()));
          }
          json.writeStringField("source", letter.source());
          Long time = letter.eventTimeMillis();
          if (time != null) {
            time(json, "event_time", Instant.ofEpochMilli(time));
          }
          json.writeStringField("spec_version", specVersion);
        });
  }

  /**
   * How what repeats from line to line becomes text. A writer of many lines keeps it, encoded.
   *
   * @param words field names, and the values that a spec or a type lists
   * @param times of epoch milliseconds
   * @param numbers of the bits of a finite double
   */
  record Texts(
      Function<String, SerializableString> words,
      LongFunction<SerializableString> times,
      LongFunction<String> numbers) {
    static final Texts PLAIN =
        new Texts(
            SerializedString::new,
            millis -> new SerializedString(JsonLines.time(millis)),
            bits -> Double.toString(Double.longBitsToDouble(bits)));

    void word(JsonGenerator json, String name, String word) throws IOException {
      json.writeFieldName(words.apply(name));
      json.writeString(words.apply(word));
    }

    void time(JsonGenerator json, String name, long millis) throws IOException {
      json.writeFieldName(words.apply(name));
      json.writeString(times.apply(millis));
    }

    void number(JsonGenerator json, String name, long value) throws IOException {
      json.writeFieldName(words.apply(name));
      json.writeNumber(value);
    }

    void number(JsonGenerator json, String name, double value) throws IOException {
      json.writeFieldName(words.apply(name));
      if (Double.isFinite(value)) {
        json.writeNumber(numbers.apply(Double.doubleToRawLongBits(value)));
      } else {
        json.writeNull();
      }
    }
  }

  /** A time of epoch milliseconds. */
  static String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis));
  }

  interface Content {
    void writeTo(JsonGenerator json) throws IOException;
  }

  static String object(Content content) {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      content.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a StringWriter does not fail", e);
    }
    return text.toString();
  }

  private static void labels(JsonGenerator json, Map<String, String> labels) throws IOException {
    json.writeObjectFieldStart("labels");
    for (Map.Entry<String, String> label : labels.entrySet()) {
      json.writeStringField(label.getKey(), label.getValue());
    }
    json.writeEndObject();
  }

  private static void time(JsonGenerator json, String name, @Nullable Instant time)
      throws IOException {
    json.writeStringField(name, time == null ? null : TIME.format(time));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** A payload as text; null where it is not UTF-8. */
  public static @Nullable String text(byte[] payload) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
