package io.github.beamwatch.pipelines.sink;

import io.github.beamwatch.beam.json.JsonLines;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.expression.MetricCatalog;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.io.sink.SinkRow;
import io.github.beamwatch.io.sink.SinkRow.Kind;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
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

  /** The name of a pipeline needs no escapes. */
  private String withPipeline(String json) {
    return "{\"pipeline\":\"" + pipeline + "\"," + json.substring(1);
  }

  private String id(Object... parts) {
    StringBuilder name = new StringBuilder(pipeline);
    for (Object part : parts) {
      name.append('\0').append(part);
    }
    return UUID.nameUUIDFromBytes(name.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }
}
