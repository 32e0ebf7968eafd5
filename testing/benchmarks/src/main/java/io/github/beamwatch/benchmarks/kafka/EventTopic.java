package io.github.beamwatch.benchmarks.kafka;

import io.github.beamwatch.core.generate.AdLine;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends generated lines to the partitions of a topic in turns. */
final class EventTopic implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final int partitions;
  private final ClosingTimes closingTimes;
  private int next;

  EventTopic(
      String servers,
      String topic,
      int partitions,
      Map<String, Object> settings,
      ClosingTimes closingTimes) {
    Map<String, Object> all = new java.util.HashMap<>(settings);
    all.put("bootstrap.servers", servers);
    producer = new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    this.topic = topic;
    this.partitions = partitions;
    this.closingTimes = closingTimes;
  }

  /** Sends a line to the next partition. */
  void send(AdLine line) {
    int partition = next;
    next = (next + 1) % partitions;
    long eventMillis = EventTime.millis(line.bytes());
    if (eventMillis != EventTime.NONE) {
      closingTimes.sent(partition, eventMillis, System.nanoTime());
    }
    producer.send(new ProducerRecord<>(topic, partition, null, line.bytes()));
  }

  /** Waits until everything is stored. */
  void flush() {
    producer.flush();
  }

  /** Waits for a moment of {@link System#nanoTime}. */
  static void await(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
