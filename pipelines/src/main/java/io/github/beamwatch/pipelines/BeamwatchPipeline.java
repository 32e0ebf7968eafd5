package io.github.beamwatch.pipelines;

import io.github.beamwatch.core.spec.PipelineSpec;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;

/** Composes a spec into a pipeline. */
public final class BeamwatchPipeline {
  private BeamwatchPipeline() {}

  /** Adds the whole job to the pipeline. */
  public static void build(
      Pipeline pipeline, PipelineSpec spec, String specVersion, RunSettings settings) {
    pipeline.apply("Placeholder", Create.of(spec.name())).apply("Count", ParDo.of(new CountFn()));
  }

  private static final class CountFn extends DoFn<String, Void> {
    private static final long serialVersionUID = 1L;
    private final Counter read = Metrics.counter("beamwatch", "events_read");
    private final Counter measured = Metrics.counter("beamwatch", "events_measured");

    @ProcessElement
    public void process() {
      read.inc();
      measured.inc();
    }
  }
}
