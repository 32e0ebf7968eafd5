package io.github.beamwatch.beam.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.core.expression.MetricCatalog;
import io.github.beamwatch.core.series.MeasureValue;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.series.SeriesKey;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.Severity;
import io.github.beamwatch.fixtures.pipeline.AdSpec;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The lines are a contract with whoever reads them: names, order and form. */
class JsonLinesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant START = Instant.parse("2025-12-17T08:00:00Z");
  private static final Instant END = Instant.parse("2025-12-17T08:01:00Z");
  private static final SeriesKey SERIES = SeriesKey.of("US", "banner");
  private static final List<String> LABELS = List.of("country", "ad_format");

  @Test
  void anAlertThatFires() {
    assertThat(JsonLines.of(alert(AlertStatus.FIRING, 2.5, 6.25, null)))
        .isEqualTo(
            """
            {"alert_id":"5f0c7e61-0000-3000-8000-000000000000","status":"firing",\
            "alert_type":"ctr_drop","severity":"high","pipeline":"ad-metrics",\
            "spec_version":"abc123","labels":{"ad_format":"banner","country":"US"},\
            "metric_name":"ctr","current_value":2.5,"expected_value":6.25,\
            "deviation_percent":-60.0,"score":0.4,"detector":"ema_ratio",\
            "window_start":"2025-12-17T08:00:00.000Z","window_end":"2025-12-17T08:01:00.000Z",\
            "alert_time":"2025-12-17T08:01:00.000Z","starts_at":"2025-12-17T07:58:00.500Z",\
            "ends_at":null,"occurrences":3,"message":"CTR of \\"US\\" fell.\\n","samples":107}""");
  }

  @Test
  void anAlertThatIsResolvedHasItsEnd() throws Exception {
    JsonNode alert = JSON.readTree(JsonLines.of(alert(AlertStatus.RESOLVED, 2.5, 6.25, END)));

    assertThat(alert.get("status").textValue()).isEqualTo("resolved");
    assertThat(alert.get("ends_at").textValue()).isEqualTo("2025-12-17T08:01:00.000Z");
  }

  @Test
  void aNumberThatThereIsNotIsNull() throws Exception {
    JsonNode alert =
        JSON.readTree(
            JsonLines.of(alert(AlertStatus.FIRING, Double.NaN, Double.NEGATIVE_INFINITY, null)));

    assertThat(alert.get("current_value").isNull()).isTrue();
    assertThat(alert.get("expected_value").isNull()).isTrue();
  }

  @Test
  void aPointHasMeasuresAndMetricsByName() {
    PipelineSpec spec = AdSpec.plain();
    MetricPoint point =
        new MetricPoint(
            SERIES,
            START.toEpochMilli(),
            END.toEpochMilli(),
            1_007,
            List.of(
                MeasureValue.of(1_000, 1_000),
                MeasureValue.of(7, 7),
                new MeasureValue(-1.0e-7, 1_007, 0.1)),
            List.of(0.7, Double.NaN));

    assertThat(
            JsonLines.of(
                point,
                LABELS,
                List.copyOf(spec.measure().measures().keySet()),
                MetricCatalog.of(spec.measure())))
        .isEqualTo(
            """
            {"labels":{"ad_format":"banner","country":"US"},\
            "window_start":"2025-12-17T08:00:00.000Z","window_end":"2025-12-17T08:01:00.000Z",\
            "samples":1007,"measures":{"impressions":1000.0,"clicks":7.0,"revenue":-1.0E-7},\
            "metrics":{"ctr":0.7,"ecpm":null}}""");
  }

  @Test
  void aVerdictHasASeverityOnlyWhereItIsAnAnomaly() {
    assertThat(JsonLines.of(verdict(Kind.ANOMALY, Severity.CRITICAL), LABELS))
        .isEqualTo(
            """
            {"labels":{"ad_format":"banner","country":"US"},"rule":"ctr_drop",\
            "metric_name":"ctr","detector":"ema_ratio",\
            "window_start":"2025-12-17T08:00:00.000Z","window_end":"2025-12-17T08:01:00.000Z",\
            "verdict":"ANOMALY","value":2.5,"expected":6.25,"deviation_percent":null,\
            "score":0.4,"threshold":0.5,"samples":107,"severity":"critical"}""");
    assertThat(JsonLines.of(verdict(Kind.NO_DATA, null), LABELS))
        .contains("\"verdict\":\"NO_DATA\"")
        .endsWith("\"samples\":107}");
  }

  @Test
  void aWriterOfManyLinesWritesTheSame() throws Exception {
    PipelineSpec spec = AdSpec.plain();
    List<String> measures = List.copyOf(spec.measure().measures().keySet());
    MetricCatalog catalog = MetricCatalog.of(spec.measure());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<String> expected = new ArrayList<>();
    try (JsonLineWriter writer = new JsonLineWriter(out, LABELS, measures, catalog)) {
      for (int i = 0; i < 2_000; i++) {
        double value = i % 7 == 0 ? Double.NaN : Math.pow(-1.7, i % 1_000);
        MetricPoint point =
            new MetricPoint(
                SeriesKey.of("Zürich \"" + i + "\"\n", ""),
                START.toEpochMilli() + i,
                END.toEpochMilli() + i,
                i,
                List.of(MeasureValue.of(i, i), MeasureValue.of(-0.0, 7), MeasureValue.of(value, 1)),
                List.of(value, 0.0));
        Verdict verdict = verdict(Kind.ANOMALY, i % 2 == 0 ? null : Severity.LOW);
        writer.write(point);
        writer.write(verdict);
        expected.add(JsonLines.of(point, LABELS, measures, catalog));
        expected.add(JsonLines.of(verdict, LABELS));
      }
    }

    assertThat(out.toString(UTF_8)).isEqualTo(String.join("\n", expected) + "\n");
  }

  @Test
  void aDeadLetterKeepsText() {
    DeadLetter letter =
        new DeadLetter(
            "parse",
            Reason.OUT_OF_RANGE,
            "field 'revenue' is '-1'; allowed is 0.0 and above",
            "{\"ü\":-1}".getBytes(UTF_8),
            "events/3/300",
            START.toEpochMilli() + 7);

    assertThat(JsonLines.of(letter, "abc123"))
        .isEqualTo(
            """
            {"stage":"parse","reason":"out_of_range",\
            "detail":"field 'revenue' is '-1'; allowed is 0.0 and above",\
            "payload":"{\\"ü\\":-1}","payload_encoding":"text","source":"events/3/300",\
            "event_time":"2025-12-17T08:00:00.007Z","spec_version":"abc123"}""");
  }

  @Test
  void aDeadLetterThatIsNotUtf8IsBase64AndWhatIsUnknownIsNullOrAbsent() {
    DeadLetter letter =
        new DeadLetter(
            "parse", Reason.INVALID_UTF8, "not UTF-8", new byte[] {(byte) 0xFF, 'a'}, null, null);

    assertThat(JsonLines.of(letter, "abc123"))
        .isEqualTo(
            """
            {"stage":"parse","reason":"invalid_utf8","detail":"not UTF-8","payload":"/2E=",\
            "payload_encoding":"base64","source":null,"spec_version":"abc123"}""");
  }

  @Test
  void everyLineIsOneLine() throws Exception {
    DeadLetter letter =
        new DeadLetter(
            "parse",
            Reason.MALFORMED,
            "two\nlines\u2028",
            "a\r\nb\0\u0085".getBytes(UTF_8),
            "a\"b\\c",
            null);
    String line = JsonLines.of(letter, "v");

    assertThat(line).doesNotContain("\n", "\r", "\0");
    assertThat(JSON.readTree(line).get("payload").textValue()).isEqualTo("a\r\nb\0\u0085");
    assertThat(JSON.readTree(line).get("source").textValue()).isEqualTo("a\"b\\c");
  }

  private static Alert alert(AlertStatus status, double current, double expected, Instant endsAt) {
    return new Alert(
        "5f0c7e61-0000-3000-8000-000000000000",
        status,
        "ctr_drop",
        Severity.HIGH,
        "ad-metrics",
        "abc123",
        new TreeMap<>(Map.of("country", "US", "ad_format", "banner")),
        "ctr",
        current,
        expected,
        -60,
        0.4,
        "ema_ratio",
        START,
        END,
        Instant.parse("2025-12-17T07:58:00.500Z"),
        endsAt,
        3,
        "CTR of \"US\" fell.\n",
        107);
  }

  private static Verdict verdict(Kind kind, Severity severity) {
    return new Verdict(
        SERIES,
        "ctr_drop",
        "ctr",
        "ema_ratio",
        START.toEpochMilli(),
        END.toEpochMilli(),
        kind,
        2.5,
        6.25,
        0.4,
        0.5,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        107,
        severity,
        false,
        null);
  }
}
