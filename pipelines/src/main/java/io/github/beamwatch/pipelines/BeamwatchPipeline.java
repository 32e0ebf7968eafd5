package io.github.beamwatch.pipelines;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.alert.RaiseAlerts;
import io.github.beamwatch.beam.evaluate.EvaluateSeries;
import io.github.beamwatch.beam.measure.CloseWindows;
import io.github.beamwatch.beam.measure.MeasureBatches;
import io.github.beamwatch.beam.measure.MeasureSettings;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.alert.AlertFactory;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.expression.MetricCatalog;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.spec.KafkaSourceSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.SourceSpec;
import io.github.beamwatch.io.files.MeasureFiles;
import io.github.beamwatch.io.kafka.KafkaSource;
import java.time.Duration;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * Composes a spec into a pipeline: source, parse, measure, evaluate, alert, sinks. The same graph
 * for every runner; the only branch is whether the input ends.
 */
public final class BeamwatchPipeline {

  private BeamwatchPipeline() {}

  /** Adds the whole job to the pipeline. */
  public static void build(
      Pipeline pipeline, PipelineSpec spec, String specVersion, RunSettings settings) {
    MeasureSettings measure = MeasureSettings.of(spec);
    MetricCatalog catalog = MetricCatalog.of(spec.measure());
    Outputs outputs = new Outputs(spec, specVersion, catalog, settings);

    PCollectionTuple measured = measure(pipeline, spec, measure, settings);
    PCollection<MetricPoint> points =
        measured
            .get(MeasureBatches.PARTS)
            .apply("CloseWindows", CloseWindows.of(measure.plan(), catalog));
    EvaluateSeries evaluate = EvaluateSeries.by(spec);
    PCollection<Verdict> verdicts =
        points.apply(
            "EvaluateSeries", outputs.wantsScores() ? evaluate : evaluate.withTransitionsOnly());
    PCollection<Alert> alerts =
        verdicts.apply("RaiseAlerts", RaiseAlerts.with(AlertFactory.of(spec, specVersion)));

    outputs.alerts(alerts);
    outputs.metrics(points);
    outputs.scores(verdicts);
    outputs.deadLetters(measured.get(MeasureBatches.DEAD_LETTERS));
    outputs.writeFiles();
  }

  private static PCollectionTuple measure(
      Pipeline pipeline, PipelineSpec spec, MeasureSettings measure, RunSettings settings) {
    SourceSpec source = spec.source();
    if (source.files() != null) {
      return pipeline.apply("MeasureFiles", MeasureFiles.from(source.files().paths(), measure));
    }
    KafkaSourceSpec kafka = requireNonNull(source.kafka(), "a checked spec has a source");
    KafkaSource read =
        KafkaSource.read(
                kafka,
                measure.format().eventTimes(),
                Duration.ofMillis(measure.plan().windowMillis()),
                spec.measure().allowedLateness())
            .withMaxFuture(spec.parse().timestamp().maxFuture())
            .withOffsetCommits(settings.commitOffsets());
    if (settings.kafkaPartitions() > 0) {
      read = read.withPartitions(settings.kafkaPartitions());
    }
    return pipeline
        .apply("ReadKafka", read.batches())
        .apply("MeasureBatches", MeasureBatches.with(measure));
  }
}
