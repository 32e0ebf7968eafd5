package io.github.beamwatch.io.kafka;

import io.github.beamwatch.core.spec.SinkSpec;
import java.util.List;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes JSON texts to a Kafka topic, each under its key, so that the records of one key stay in
 * one partition and in order; a record with an empty key has none.
 *
 * <p>Input: bounded or not, any windowing. A record is acknowledged by all replicas before its
 * bundle ends, so none is lost; when a runner takes up work again after a failure, records are
 * written again, equal to the first. Whoever reads them tells repetitions by their id, as {@code
 * alert_id} is for alerts.
 *
 * <pre>{@code
 * alerts.apply("WriteAlerts", KafkaSink.write(sink, "localhost:9092"));
 * }</pre>
 */
public final class KafkaSink extends PTransform<PCollection<KV<String, String>>, PDone> {

  private static final long serialVersionUID = 1L;

  private final SinkSpec.Kafka sink;
  private final String bootstrapServers;

  private KafkaSink(SinkSpec.Kafka sink, String bootstrapServers) {
    this.sink = sink;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Writes to the topic of the spec.
   *
   * @param defaultBootstrapServers the brokers where the spec names none
   */
  public static KafkaSink write(SinkSpec.Kafka sink, String defaultBootstrapServers) {
    List<String> problems = problems(sink);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return new KafkaSink(
        sink, sink.bootstrapServers() == null ? defaultBootstrapServers : sink.bootstrapServers());
  }

  /** A sentence for each setting of the spec that cannot be. */
  public static List<String> problems(SinkSpec.Kafka sink) {
    return ProducerSettings.problems(sink);
  }

  @Override
  public PDone expand(PCollection<KV<String, String>> input) {
    return input.apply(
        "WriteKafka",
        KafkaIO.<String, String>write()
            .withBootstrapServers(bootstrapServers)
            .withTopic(sink.topic())
            .withKeySerializer(KeySerializer.class)
            .withValueSerializer(StringSerializer.class)
            .withProducerConfigUpdates(ProducerSettings.of(sink)));
  }
}
