package io.github.beamwatch.pipelines.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.beam.json.JsonLines;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.expression.MetricCatalog;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.io.sink.SinkRow;
import io.github.beamwatch.io.sink.SinkRow.Kind;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Results as rows for sinks. Their JSON is that of the files; metric points, scores and dead
 * letters begin with the pipeline's name, which alerts hold anyway.
 */
public final class SinkRows implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String pipeline;
  private final String specVersion;
  private final List<String> labels;
  private final List<String> measures;
  private final MetricCatalog catalog;

  /** Of a spec's results. */
  public SinkRows(PipelineSpec spec, String specVersion) {
    this.pipeline = spec.name();
    this.specVersion = specVersion;
    this.labels = spec.measure().groupBy();
    this.measures = List.copyOf(spec.measure().measures().keySet());
    this.catalog = MetricCatalog.of(spec.measure());
  }

  public SinkRow of(Alert alert) {
    return new SinkRow(
        Kind.ALERT,
        alert.alertId(),
        alert.alertType(),
        alert.labels(),
        alert.startsAt().toEpochMilli(),
        alert.windowEnd().toEpochMilli(),
        JsonLines.of(alert));
  }

  public SinkRow of(MetricPoint point) {
    SortedMap<String, String> series = point.series().labels(labels);
    return new SinkRow(
        Kind.METRIC,
        id(Kind.METRIC, "", series, point.windowStart(), point.windowEnd()),
        "",
        series,
        point.windowStart(),
        point.windowEnd(),
        withPipeline(JsonLines.of(point, labels, measures, catalog)));
  }

  public SinkRow of(Verdict verdict) {
    SortedMap<String, String> series = verdict.series().labels(labels);
    return new SinkRow(
        Kind.SCORE,
        id(Kind.SCORE, verdict.rule(), series, verdict.windowStart(), verdict.windowEnd()),
        verdict.rule(),
        series,
        verdict.windowStart(),
        verdict.windowEnd(),
        withPipeline(JsonLines.of(verdict, labels)));
  }

  public SinkRow of(DeadLetter letter) {
    Long time = letter.eventTimeMillis();
    long millis = time == null ? SinkRow.NO_TIME : time;
    String json = JsonLines.of(letter, specVersion);
    return new SinkRow(
        Kind.DEAD_LETTER,
        id(json, Arrays.hashCode(letter.payload())),
        "",
        new TreeMap<>(),
        millis,
        millis,
        withPipeline(json));
  }

  /**
   * A row again, of its JSON.
   *
   * @param place the sink in the spec, which tells what it takes: {@code alerts.sinks[0].webhook}
   * @throws IllegalArgumentException in half a sentence where it is no such row
   */
  public static SinkRow read(String place, byte[] payload) {
    JsonNode json;
    try {
      json = JSON.readTree(payload);
    } catch (IOException e) {
      throw new IllegalArgumentException("it is no JSON", e);
    }
    try {
      SortedMap<String, String> series = new TreeMap<>();
      json.path("labels").properties().forEach(l -> series.put(l.getKey(), l.getValue().asText()));
      String text = json.toString();
      if (place.startsWith("alerts.")) {
        return new SinkRow(
            Kind.ALERT,
            required(json, "alert_id"),
            required(json, "alert_type"),
            series,
            millis(json, "starts_at"),
            millis(json, "window_end"),
            text);
      }
      Kind kind = place.startsWith("sinks.metrics") ? Kind.METRIC : Kind.SCORE;
      String rule = kind == Kind.METRIC ? "" : required(json, "rule");
      long start = millis(json, "window_start");
      long end = millis(json, "window_end");
      String id = named(required(json, "pipeline"), kind, rule, series, start, end);
      return new SinkRow(kind, id, rule, series, start, end, text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("a time in it is none", e);
    }
  }

  private static String required(JsonNode json, String field) {
    if (!json.path(field).isTextual()) {
      throw new IllegalArgumentException("it has no " + field);
    }
    return json.path(field).asText();
  }

  private static long millis(JsonNode json, String field) {
    return Instant.parse(required(json, field)).toEpochMilli();
  }

  /** The name of a pipeline needs no escapes. */
  private String withPipeline(String json) {
    return "{\"pipeline\":\"" + pipeline + "\"," + json.substring(1);
  }

  private String id(Object... parts) {
    return named(pipeline, parts);
  }

  private static String named(String pipeline, Object... parts) {
    StringBuilder name = new StringBuilder(pipeline);
    for (Object part : parts) {
      name.append('\0').append(part);
    }
    return UUID.nameUUIDFromBytes(name.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }
}
