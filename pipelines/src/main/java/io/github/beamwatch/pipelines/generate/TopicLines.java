package io.github.beamwatch.pipelines.generate;

import io.github.beamwatch.pipelines.launch.JobFailedException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A Kafka topic of lines: one message each, without a key, spread over the partitions. */
public final class TopicLines implements LineSink {
  private static final int PATIENCE_MILLIS = 5_000;

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
   * @throws JobFailedException when no broker answers
   */
  public static TopicLines connect(String bootstrapServers, String topic) {
    KafkaProducer<byte[], byte[]> producer = null;
    try {
      producer = new KafkaProducer<>(settings(bootstrapServers));
      producer.partitionsFor(topic);
      return new TopicLines(producer, topic);
    } catch (KafkaException e) {
      if (producer != null) {
        producer.close(java.time.Duration.ZERO);
      }
      throw new JobFailedException(
          "no Kafka broker at %s answers for topic %s within %d s"
              .formatted(bootstrapServers, topic, PATIENCE_MILLIS / 1000),
          e);
    }
  }

  private static Map<String, Object> settings(String bootstrapServers) {
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
        ByteArraySerializer.class,
        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
        ByteArraySerializer.class,
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        PATIENCE_MILLIS,
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
