package io.github.beamwatch.pipelines.redrive;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A partition of a topic of letters, as far as it goes when it is read. */
public final class TopicPile implements Pile {
  private static final Duration POLL = Duration.ofMillis(500);

  private final Map<String, Object> client;
  private final TopicPartition partition;

  private TopicPile(Map<String, Object> client, TopicPartition partition) {
    this.client = client;
    this.partition = partition;
  }

  /** The partitions of a topic. */
  public static List<Pile> of(Map<String, Object> client, String topic) {
    Map<String, Object> config = config(client);
    try (var consumer = consumer(config)) {
      return consumer.partitionsFor(topic).stream()
          .<Pile>map(info -> new TopicPile(config, new TopicPartition(topic, info.partition())))
          .toList();
    }
  }

  private static Map<String, Object> config(Map<String, Object> client) {
    Map<String, Object> config = new HashMap<>(client);
    config.put("enable.auto.commit", "false");
    config.put("auto.offset.reset", "earliest");
    config.put("isolation.level", "read_committed");
    return config;
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public String identity() {
    return "topic-" + partition;
  }

  @Override
  public String name() {
    return "topic " + partition;
  }

  /** Positions are offsets. */
  @Override
  public void read(Reader reader) {
    try (var consumer = consumer(client)) {
      List<TopicPartition> only = List.of(partition);
      consumer.assign(only);
      consumer.seekToBeginning(only);
      long end = requireNonNull(consumer.endOffsets(only).get(partition));
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.offset() < end && record.value() != null) {
            reader.accept(record.offset(), record.value());
          }
        }
      }
    }
  }
}
