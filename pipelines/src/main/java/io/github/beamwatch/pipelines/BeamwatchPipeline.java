package io.github.beamwatch.pipelines;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.alert.RaiseAlerts;
import io.github.beamwatch.beam.evaluate.EvaluateBlocks;
import io.github.beamwatch.beam.evaluate.EvaluateLive;
import io.github.beamwatch.beam.evaluate.EvaluateSeries;
import io.github.beamwatch.beam.measure.CloseWindows;
import io.github.beamwatch.beam.measure.MeasureBatches;
import io.github.beamwatch.beam.measure.MeasureSettings;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.alert.AlertFactory;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.expression.MetricCatalog;
import io.github.beamwatch.core.live.RuleLog;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.series.SeriesKey;
import io.github.beamwatch.core.series.WindowAccumulator;
import io.github.beamwatch.core.spec.FilesSourceSpec;
import io.github.beamwatch.core.spec.KafkaSourceSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.io.files.FinishFiles;
import io.github.beamwatch.io.files.MeasureFiles;
import io.github.beamwatch.io.kafka.ClientSecurity;
import io.github.beamwatch.io.kafka.KafkaSource;
import io.github.beamwatch.io.kafka.OffsetCommits;
import io.github.beamwatch.io.rules.ReadRules;
import io.github.beamwatch.pipelines.spec.RulesLoader;
import java.time.Duration;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
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
    RaiseAlerts raise = RaiseAlerts.with(AlertFactory.of(spec, specVersion));

    PCollectionTuple measured;
    PCollection<DeadLetter> deadLetters;
    PCollection<Verdict> verdicts;
    PCollection<Alert> alerts;
    FilesSourceSpec files = spec.source().files();
    if (files != null) {
      measured = pipeline.apply("MeasureFiles", MeasureFiles.from(files.paths(), measure));
      verdicts = evaluateWhole(measured.get(MeasureFiles.BLOCKS), spec, outputs);
      alerts = verdicts.apply("RaiseAlerts", raise);
      deadLetters = measured.get(MeasureBatches.DEAD_LETTERS);
    } else {
      measured = measureTopic(pipeline, spec, measure, settings);
      deadLetters = measured.get(MeasureBatches.DEAD_LETTERS);
      PCollection<MetricPoint> points =
          closeWindows(measured.get(MeasureBatches.PARTS), spec, measure, outputs);
      if (spec.liveRules() == null) {
        verdicts = evaluateStream(points, spec, outputs);
        alerts = verdicts.apply("RaiseAlerts", raise);
      } else {
        RulesLoader reader = new RulesLoader(spec);
        KafkaSourceSpec events =
            requireNonNull(spec.source().kafka(), "a checked spec has a source");
        PCollectionTuple rules =
            pipeline.apply(
                "ReadRules",
                ReadRules.from(
                    spec.liveRules(),
                    events.bootstrapServers(),
                    ClientSecurity.with(events.properties(), events.security()),
                    reader));
        PCollectionTuple evaluated =
            evaluateLive(points, rules.get(ReadRules.LOG), reader, outputs);
        verdicts = evaluated.get(EvaluateLive.VERDICTS);
        alerts = evaluated.get(EvaluateLive.ALERTS);
        deadLetters =
            PCollectionList.of(deadLetters)
                .and(rules.get(ReadRules.REFUSED))
                .apply("WithRefusedRules", Flatten.pCollections());
      }
    }

    outputs.alerts(alerts);
    outputs.scores(verdicts);
    outputs.deadLetters(deadLetters);
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

  private static PCollection<MetricPoint> closeWindows(
      PCollection<KV<SeriesKey, WindowAccumulator>> parts,
      PipelineSpec spec,
      MeasureSettings measure,
      Outputs outputs) {
    PCollection<MetricPoint> points =
        parts.apply(
            "CloseWindows", CloseWindows.of(measure.plan(), MetricCatalog.of(spec.measure())));
    outputs.metrics(points);
    return points;
  }

  private static PCollection<Verdict> evaluateStream(
      PCollection<MetricPoint> points, PipelineSpec spec, Outputs outputs) {
    EvaluateSeries evaluate = EvaluateSeries.by(spec);
    return points.apply(
        "EvaluateSeries", outputs.wantsScores() ? evaluate : evaluate.withTransitionsOnly());
  }

  /** In the place of {@link EvaluateSeries}, whose state it takes over. */
  private static PCollectionTuple evaluateLive(
      PCollection<MetricPoint> points,
      PCollection<RuleLog> rules,
      RulesLoader reader,
      Outputs outputs) {
    EvaluateLive evaluate = EvaluateLive.by(reader.first(), reader, ReadRules.view(rules));
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
