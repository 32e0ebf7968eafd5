package io.github.beamwatch.io.kafka;

import io.github.beamwatch.beam.parse.DeadLetterCoder;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.spec.SinkSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes JSON texts to a Kafka topic, each under its key, so that the records of one key stay in
 * one partition and in order; a record with an empty key has none.
 *
 * <p>Input: bounded or not, any windowing. Output: a dead letter of stage {@code write} for each
 * record that is larger than the producer or the topic takes. A record is acknowledged by all
 * replicas before its bundle ends, so none is lost; when a runner takes up work again after a
 * failure, records are written again, equal to the first. Whoever reads them tells repetitions by
 * their id, as {@code alert_id} is for alerts. Where the spec says {@code exactlyOnce} they are
 * written in transactions instead, and once: docs/kafka.md says at what risk.
 *
 * <pre>{@code
 * PCollection<DeadLetter> dead =
 *     alerts.apply("WriteAlerts", KafkaSink.write(sink, "localhost:9092"));
 * }</pre>
 */
public final class KafkaSink
    extends PTransform<PCollection<KV<String, String>>, PCollection<DeadLetter>> {

  private static final long serialVersionUID = 1L;

  private final SinkSpec.Kafka sink;
  private final String bootstrapServers;
  private final String name;
  private final int topicBytes;
  private final boolean ofDeadLetters;
  private final String group;

  private KafkaSink(
      SinkSpec.Kafka sink,
      String bootstrapServers,
      String name,
      int topicBytes,
      boolean ofDeadLetters,
      String group) {
    this.sink = sink;
    this.bootstrapServers = bootstrapServers;
    this.name = name;
    this.topicBytes = topicBytes;
    this.ofDeadLetters = ofDeadLetters;
    this.group = group;
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
        sink,
        sink.bootstrapServers() == null ? defaultBootstrapServers : sink.bootstrapServers(),
        "kafka",
        RecordLimit.UNKNOWN,
        false,
        "beamwatch-" + sink.topic());
  }

  /** Its name in dead letters, such as {@code alerts.sinks[0].kafka}. */
  public KafkaSink named(String place) {
    return new KafkaSink(sink, bootstrapServers, place, topicBytes, ofDeadLetters, group);
  }

  /**
   * Knows how large a batch may be.
   *
   * @param bytes the topic's {@code max.message.bytes}, as {@link KafkaPreflight#checkSink} returns
   *     it
   */
  public KafkaSink withTopicLimit(int bytes) {
    return new KafkaSink(sink, bootstrapServers, name, bytes, ofDeadLetters, group);
  }

  /**
   * For records that are dead letters themselves, which have nowhere else to go: of one that is too
   * large the payload is cut.
   */
  public KafkaSink ofDeadLetters() {
    return new KafkaSink(sink, bootstrapServers, name, topicBytes, true, group);
  }

  /**
   * Keeps in this consumer group how far the sink is, where the spec wants exactly once; no other
   * sink may have it.
   */
  public KafkaSink withGroup(String sinkGroup) {
    return new KafkaSink(sink, bootstrapServers, name, topicBytes, ofDeadLetters, sinkGroup);
  }

  /** A sentence for each setting of the spec that cannot be. */
  public static List<String> problems(SinkSpec.Kafka sink) {
    return ProducerSettings.problems(sink);
  }

  @Override
  public PCollection<DeadLetter> expand(PCollection<KV<String, String>> input) {
    Map<String, Object> producer = ProducerSettings.of(sink, topicBytes);
    RecordLimit limit = RecordLimit.of(producer, topicBytes);
    PCollectionTuple measured =
        input.apply(
            "Measure",
            ParDo.of(new FittingFn(limit, sink.topic(), name, ofDeadLetters))
                .withOutputTags(FittingFn.FITTING, TupleTagList.of(FittingFn.DEAD)));
    KafkaIO.Write<String, String> write =
        KafkaIO.<String, String>write()
            .withBootstrapServers(bootstrapServers)
            .withTopic(sink.topic())
            .withKeySerializer(KeySerializer.class)
            .withValueSerializer(StringSerializer.class)
            .withProducerConfigUpdates(producer);
    measured
        .get(FittingFn.FITTING)
        .setCoder(input.getCoder())
        .apply("WriteKafka", sink.exactlyOnce() ? inTransactions(write) : write);
    return measured.get(FittingFn.DEAD).setCoder(DeadLetterCoder.of());
  }

  /** By one producer: with several the records of a key would overtake each other. */
  private KafkaIO.Write<String, String> inTransactions(KafkaIO.Write<String, String> write) {
    Map<String, String> client = ClientSecurity.with(sink.properties(), sink.security());
    return write
        .withEOS(1, group)
        .withConsumerFactoryFn(
            consumer -> {
              Map<String, Object> config = new HashMap<>(client);
              config.keySet().retainAll(ConsumerConfig.configNames());
              config.putAll(consumer);
              return new KafkaConsumer<byte[], byte[]>(config);
            });
  }
}
