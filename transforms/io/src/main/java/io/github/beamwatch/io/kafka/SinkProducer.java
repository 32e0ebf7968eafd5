package io.github.beamwatch.io.kafka;

import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.io.ConnectorUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the topic of a Kafka sink outside of a pipeline, as {@link KafkaSink} does in one: with
 * the brokers, login and properties of the sink, and acknowledged by all replicas.
 */
public final class SinkProducer implements AutoCloseable {

  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();

  private SinkProducer(String topic, KafkaProducer<byte[], byte[]> producer) {
    this.topic = topic;
    this.producer = producer;
  }

  /**
   * Opens one.
   *
   * @param sink names its own brokers
   * @throws ConnectorUnavailableException in one sentence where they, or the topic, are not there
   */
  public static SinkProducer open(SinkSpec.Kafka sink) throws ConnectorUnavailableException {
    String brokers = Objects.requireNonNull(sink.bootstrapServers(), "brokers of its own");
    int topicBytes =
        KafkaPreflight.checkSink(
            brokers,
            sink.topic(),
            ClientSecurity.with(sink.properties(), sink.security()),
            KafkaPreflight.DEFAULT_TIMEOUT);
    Map<String, Object> config = new HashMap<>(ProducerSettings.of(sink, topicBytes));
    config.put("bootstrap.servers", brokers);
    return new SinkProducer(
        sink.topic(),
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /** A key as {@link KafkaSink} writes it: none where it is empty. */
  public static byte @Nullable [] key(String key) {
    return key.isEmpty() ? null : key.getBytes(StandardCharsets.UTF_8);
  }

  /** Sends a record, which is written when {@link #flush} returns. */
  public void send(String key, byte[] value) {
    sent.add(producer.send(new ProducerRecord<>(topic, key(key), value)));
  }

  /**
   * Waits until all records are written.
   *
   * @throws ConnectorUnavailableException in one sentence where one of them is not
   */
  public void flush() throws ConnectorUnavailableException, InterruptedException {
    producer.flush();
    try {
      for (Future<RecordMetadata> record : sent) {
        record.get();
      }
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new ConnectorUnavailableException(
          "the topic " + topic + " does not take all records: " + cause.getMessage(), e);
    } finally {
      sent.clear();
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE);
  }
}
