package io.github.beamwatch.pipelines.launch;

import io.github.beamwatch.core.spec.KafkaSourceSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.io.ConnectorUnavailableException;
import io.github.beamwatch.io.kafka.KafkaPreflight;
import java.util.List;
import java.util.stream.Stream;

/**
 * Asks the brokers for a job's topics before the job is built. A runner would not complain: with
 * Kafka away at its start Flink completes checkpoints of a source without partitions, and can end
 * with success and nothing read.
 */
public final class KafkaTopics {

  private KafkaTopics() {}

  /**
   * Looks for every topic that a run reads and writes.
   *
   * @param withSinks false where files replace the sinks
   * @return how many partitions the source has; 0 where it is not Kafka
   * @throws JobFailedException with one sentence about what is missing
   */
  public static int require(PipelineSpec spec, boolean withSinks) {
    KafkaSourceSpec source = spec.source().kafka();
    try {
      int partitions =
          source == null
              ? 0
              : KafkaPreflight.check(
                  source.bootstrapServers(),
                  source.topic(),
                  source.properties(),
                  KafkaPreflight.DEFAULT_TIMEOUT);
      if (withSinks) {
        for (SinkSpec.Kafka sink : sinks(spec)) {
          String brokers = sink.bootstrapServers();
          if (brokers == null && source != null) {
            brokers = source.bootstrapServers();
          }
          if (brokers != null) {
            KafkaPreflight.checkSink(
                brokers, sink.topic(), sink.properties(), KafkaPreflight.DEFAULT_TIMEOUT);
          }
        }
      }
      return partitions;
    } catch (ConnectorUnavailableException e) {
      throw new JobFailedException(String.valueOf(e.getMessage()), e);
    }
  }

  private static List<SinkSpec.Kafka> sinks(PipelineSpec spec) {
    return Stream.of(
            spec.alerts().sinks(),
            spec.sinks().metrics(),
            spec.sinks().scores(),
            spec.sinks().deadLetters())
        .flatMap(List::stream)
        .map(SinkSpec::kafka)
        .flatMap(Stream::ofNullable)
        .distinct()
        .toList();
  }
}
