package io.github.beamwatch.beam;

import io.github.beamwatch.beam.alert.RaiseAlerts;
import io.github.beamwatch.beam.evaluate.EvaluateSeries;
import io.github.beamwatch.beam.measure.CloseWindows;
import io.github.beamwatch.beam.measure.MeasureBatches;
import io.github.beamwatch.beam.measure.MeasureSettings;
import io.github.beamwatch.beam.parse.RawBatch;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.alert.AlertFactory;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.expression.MetricCatalog;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.fixtures.pipeline.DirectRun;
import io.github.beamwatch.fixtures.pipeline.Kept;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;

/** The whole way from raw batches to alerts, and what came of it. */
record AdMetrics(
    List<Alert> alerts,
    List<MetricPoint> points,
    List<DeadLetter> dead,
    SortedMap<String, Long> counters) {

  static AdMetrics of(
      PipelineSpec spec, PTransform<PBegin, PCollection<RawBatch>> source, int parallelism) {
    MeasureSettings settings = MeasureSettings.of(spec);
    DirectRun run = DirectRun.withParallelism(parallelism);
    PCollectionTuple measured =
        run.pipeline().apply("Read", source).apply("Measure", MeasureBatches.with(settings));
    PCollection<MetricPoint> closed =
        measured
            .get(MeasureBatches.PARTS)
            .apply("Close", CloseWindows.of(settings.plan(), MetricCatalog.of(spec.measure())));
    PCollection<Alert> raised =
        closed
            .apply("Evaluate", EvaluateSeries.by(spec).withTransitionsOnly())
            .apply("Raise", RaiseAlerts.with(AlertFactory.of(spec, "v1")));
    Kept<Alert> alerts = run.keep(raised);
    Kept<MetricPoint> points = run.keep(closed);
    Kept<DeadLetter> dead = run.keep(measured.get(MeasureBatches.DEAD_LETTERS));
    SortedMap<String, Long> counters = run.toEnd();
    return new AdMetrics(
        alerts.values().stream()
            .sorted(
                Comparator.comparing(Alert::alertTime)
                    .thenComparing(Alert::alertType)
                    .thenComparing(alert -> alert.labels().toString()))
            .toList(),
        points.values().stream()
            .sorted(
                Comparator.comparing(MetricPoint::windowStart).thenComparing(MetricPoint::series))
            .toList(),
        dead.values(),
        counters);
  }

  long count(String counter) {
    return counters.getOrDefault(counter, 0L);
  }
}
