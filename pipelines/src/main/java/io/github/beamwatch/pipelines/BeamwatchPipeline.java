package io.github.beamwatch.pipelines;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.alert.RaiseAlerts;
import io.github.beamwatch.beam.evaluate.EvaluateBlocks;
import io.github.beamwatch.beam.evaluate.EvaluateSeries;
import io.github.beamwatch.beam.measure.CloseWindows;
import io.github.beamwatch.beam.measure.MeasureBatches;
import io.github.beamwatch.beam.measure.MeasureSettings;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.alert.AlertFactory;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.expression.MetricCatalog;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.series.SeriesKey;
import io.github.beamwatch.core.series.WindowAccumulator;
import io.github.beamwatch.core.spec.FilesSourceSpec;
import io.github.beamwatch.core.spec.KafkaSourceSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.io.files.FinishFiles;
import io.github.beamwatch.io.files.MeasureFiles;
import io.github.beamwatch.io.kafka.KafkaSource;
import io.github.beamwatch.io.kafka.OffsetCommits;
import java.time.Duration;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.KV;
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
    Outputs outputs = new Outputs(spec, specVersion, settings);

    PCollectionTuple measured;
    PCollection<Verdict> verdicts;
    FilesSourceSpec files = spec.source().files();
    if (files != null) {
      measured = pipeline.apply("MeasureFiles", MeasureFiles.from(files.paths(), measure));
      verdicts = evaluateWhole(measured.get(MeasureFiles.BLOCKS), spec, outputs);
    } else {
      measured = measureTopic(pipeline, spec, measure, settings);
      verdicts = evaluateStream(measured.get(MeasureBatches.PARTS), spec, measure, outputs);
    }
    PCollection<Alert> alerts =
        verdicts.apply("RaiseAlerts", RaiseAlerts.with(AlertFactory.of(spec, specVersion)));

    outputs.alerts(alerts);
    outputs.scores(verdicts);
    outputs.deadLetters(measured.get(MeasureBatches.DEAD_LETTERS));
    outputs.writeFiles();
  }

  /** All of the input is there: one shuffle is enough. */
  private static PCollection<Verdict> evaluateWhole(
      PCollection<KV<Integer, byte[]>> blocks, PipelineSpec spec, Outputs outputs) {
    EvaluateBlocks evaluate = EvaluateBlocks.by(spec).withSink(outputs.seriesFiles());
    if (!outputs.wantsScores()) {
      evaluate = evaluate.withTransitionsOnly();
    }
    if (outputs.wantsMetrics()) {
      evaluate = evaluate.withPoints();
    }
    PCollectionTuple results = blocks.apply("EvaluateBlocks", evaluate);
    outputs.metrics(results.get(EvaluateBlocks.POINTS));
    results.get(EvaluateBlocks.WRITTEN).apply("FinishFiles", FinishFiles.create());
    return results.get(EvaluateBlocks.VERDICTS);
  }

  private static PCollection<Verdict> evaluateStream(
      PCollection<KV<SeriesKey, WindowAccumulator>> parts,
      PipelineSpec spec,
      MeasureSettings measure,
      Outputs outputs) {
    PCollection<MetricPoint> points =
        parts.apply(
            "CloseWindows", CloseWindows.of(measure.plan(), MetricCatalog.of(spec.measure())));
    outputs.metrics(points);
    EvaluateSeries evaluate = EvaluateSeries.by(spec);
    return points.apply(
        "EvaluateSeries", outputs.wantsScores() ? evaluate : evaluate.withTransitionsOnly());
  }

  private static PCollectionTuple measureTopic(
      Pipeline pipeline, PipelineSpec spec, MeasureSettings measure, RunSettings settings) {
    KafkaSourceSpec kafka = requireNonNull(spec.source().kafka(), "a checked spec has a source");
    KafkaSource read =
        KafkaSource.read(
                kafka,
                measure.format().eventTimes(),
                Duration.ofMillis(measure.plan().windowMillis()),
                spec.measure().allowedLateness())
            .withMaxFuture(spec.parse().timestamp().maxFuture())
            .withOffsetCommits(
                settings.commitOffsets() ? OffsetCommits.WITH_CHECKPOINTS : OffsetCommits.NONE);
    if (settings.kafkaPartitions() > 0) {
      read = read.withPartitions(settings.kafkaPartitions());
    }
    return pipeline
        .apply("ReadKafka", read.batches())
        .apply("MeasureBatches", MeasureBatches.with(measure));
  }
}
