package io.github.beamwatch.pipelines.launch;

import io.github.beamwatch.core.spec.KafkaSourceSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import org.jspecify.annotations.Nullable;

/**
 * What a runner's settings depend on.
 *
 * @param bounded whether the input ends
 * @param kafka the topic that is read; null for other sources
 * @param parallelism how many workers the user wants; null leaves it to the runner
 */
public record JobShape(
    boolean bounded, @Nullable KafkaSourceSpec kafka, @Nullable Integer parallelism) {

  /** The shape of a spec's job. */
  public static JobShape of(PipelineSpec spec, @Nullable Integer parallelism) {
    return new JobShape(spec.source().bounded(), spec.source().kafka(), parallelism);
  }
}
