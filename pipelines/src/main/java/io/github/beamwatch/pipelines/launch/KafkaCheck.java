package io.github.beamwatch.pipelines.launch;

import io.github.beamwatch.core.spec.KafkaSourceSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.io.ConnectorUnavailableException;
import io.github.beamwatch.io.kafka.ClientSecurity;
import io.github.beamwatch.io.kafka.KafkaPreflight;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks the brokers of a spec before anything starts. On Flink a job that starts while its broker is
 * away can end as finished with nothing read.
 */
public final class KafkaCheck {
  private KafkaCheck() {}

  /**
   * What brokers say of the topics of a spec.
   *
   * @param partitions how many the source's topic has; 0 where the source is not a topic
   * @param maxBytes how large a batch each of the sinks takes
   */
  public record Topics(int partitions, Map<SinkSpec.Kafka, Integer> maxBytes) {}

  /**
   * Looks for the topics that the job will use.
   *
   * @param sinksToo whether the spec's sinks are used
   * @return what the brokers said
   * @throws JobFailedException in one sentence when a broker or a topic is not there
   */
  public static Topics topics(PipelineSpec spec, boolean sinksToo) {
    KafkaSourceSpec source = spec.source().kafka();
    try {
      int partitions =
          source == null
              ? 0
              : KafkaPreflight.check(
                  source.bootstrapServers(),
                  source.topic(),
                  ClientSecurity.with(source.properties(), source.security()),
                  KafkaPreflight.DEFAULT_TIMEOUT);
      Map<SinkSpec.Kafka, Integer> maxBytes = new HashMap<>();
      if (sinksToo) {
        for (SinkSpec.Kafka given : sinks(spec)) {
          SinkSpec.Kafka sink = given.orAs(source);
          maxBytes.put(
              given,
              KafkaPreflight.checkSink(
                  brokers(sink, source),
                  sink.topic(),
                  ClientSecurity.with(sink.properties(), sink.security()),
                  KafkaPreflight.DEFAULT_TIMEOUT));
        }
      }
      return new Topics(partitions, Map.copyOf(maxBytes));
    } catch (ConnectorUnavailableException e) {
      throw new JobFailedException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Looks for the topics of sinks that name their own brokers.
   *
   * @throws JobFailedException in one sentence when a broker or a topic is not there
   */
  public static void sinks(List<SinkSpec> sinks) {
    try {
      for (SinkSpec sink : sinks) {
        SinkSpec.Kafka kafka = sink.kafka();
        if (kafka != null && kafka.bootstrapServers() != null) {
          KafkaPreflight.checkSink(
              kafka.bootstrapServers(),
              kafka.topic(),
              ClientSecurity.with(kafka.properties(), kafka.security()),
              KafkaPreflight.DEFAULT_TIMEOUT);
        }
      }
    } catch (ConnectorUnavailableException e) {
      throw new JobFailedException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Set<SinkSpec.Kafka> sinks(PipelineSpec spec) {
    Set<SinkSpec.Kafka> sinks = new LinkedHashSet<>();
    Stream.of(
            spec.alerts().sinks(),
            spec.sinks().metrics(),
            spec.sinks().scores(),
            spec.sinks().deadLetters())
        .flatMap(List::stream)
        .map(SinkSpec::kafka)
        .filter(Objects::nonNull)
        .forEach(sinks::add);
    return sinks;
  }

  private static String brokers(SinkSpec.Kafka sink, @Nullable KafkaSourceSpec source) {
    if (sink.bootstrapServers() != null) {
      return sink.bootstrapServers();
    }
    return Objects.requireNonNull(source, "a checked spec names the broker").bootstrapServers();
  }
}
