package io.github.beamwatch.pipelines;

import io.github.beamwatch.core.spec.SinkSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run adds to its spec.
 *
 * @param outputDir the folder whose JSON-lines files replace every sink; null keeps the sinks
 * @param printAlerts whether alerts are printed to the console as well
 * @param kafkaPartitions how many partitions the source's topic has; 0 where that is not known
 * @param commitOffsets whether a Kafka source may tell the broker how far it is: a runner that can
 *     lose its state without losing its offsets must not
 * @param topicBytes how large a batch the topics of the sinks take, where that is known
 */
public record RunSettings(
    @Nullable String outputDir,
    boolean printAlerts,
    int kafkaPartitions,
    boolean commitOffsets,
    Map<SinkSpec.Kafka, Integer> topicBytes) {

  /** The spec as it stands. */
  public static final RunSettings NONE = new RunSettings(null, false, 0, false, Map.of());
}
