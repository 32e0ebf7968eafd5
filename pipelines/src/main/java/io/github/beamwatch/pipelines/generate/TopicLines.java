package io.github.beamwatch.pipelines.generate;

import io.github.beamwatch.io.ConnectorUnavailableException;
import io.github.beamwatch.io.kafka.KafkaPreflight;
import io.github.beamwatch.pipelines.launch.JobFailedException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A Kafka topic of lines: one message each, without a key, spread over the partitions. */
public final class TopicLines implements LineSink {
  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  private TopicLines(KafkaProducer<byte[], byte[]> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  /**
   * Connects.
   *
   * @throws JobFailedException when no broker answers, or has no such topic and makes none
   */
  public static TopicLines connect(String bootstrapServers, String topic) {
    try {
      KafkaPreflight.checkSink(bootstrapServers, topic, Map.of(), KafkaPreflight.DEFAULT_TIMEOUT);
    } catch (ConnectorUnavailableException e) {
      throw new JobFailedException(String.valueOf(e.getMessage()), e);
    }
    return new TopicLines(new KafkaProducer<>(settings(bootstrapServers)), topic);
  }

  private static Map<String, Object> settings(String bootstrapServers) {
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
        ByteArraySerializer.class,
        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
        ByteArraySerializer.class,
        ProducerConfig.LINGER_MS_CONFIG,
        20,
        ProducerConfig.BATCH_SIZE_CONFIG,
        1 << 17,
        ProducerConfig.COMPRESSION_TYPE_CONFIG,
        "lz4");
  }

  @Override
  public void write(byte[] line) {
    throwAnyFailure();
    producer.send(
        new ProducerRecord<>(topic, line),
        (metadata, exception) -> {
          if (exception != null) {
            failure.compareAndSet(null, exception);
          }
        });
  }

  @Override
  public void close() {
    producer.close();
    throwAnyFailure();
  }

  private void throwAnyFailure() {
    Exception thrown = failure.get();
    if (thrown != null) {
      throw new JobFailedException(
          "the topic %s did not take a message: %s".formatted(topic, thrown.getMessage()), thrown);
    }
  }
}
