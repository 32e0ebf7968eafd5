package io.github.beamwatch.io.rules;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.core.live.RuleDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A topic of one partition, so that its versions have one order; each message a version. A message
 * without a value withdraws the versions of its key.
 */
final class RuleTopic implements RuleSource {
  private static final long serialVersionUID = 1L;

  private static final String OFFSET = "offset";
  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrapServers;
  private final TopicPartition partition;
  private final Map<String, String> properties;
  private transient @Nullable KafkaConsumer<byte[], byte[]> consumer;

  RuleTopic(String bootstrapServers, String topic, Map<String, String> properties) {
    this.bootstrapServers = bootstrapServers;
    this.partition = new TopicPartition(topic, 0);
    this.properties = new HashMap<>(properties);
  }

  @Override
  public void look(SortedMap<String, String> marks, Changes changes) throws IOException {
    try {
      KafkaConsumer<byte[], byte[]> consumer = consumer();
      long from = start(consumer, marks.get(OFFSET));
      long end = requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
      if (from < end) {
        consumer.seek(partition, from);
        while (consumer.position(partition) < end) {
          consumer.poll(POLL).forEach(record -> take(record, changes));
        }
        from = consumer.position(partition);
      }
      changes.mark(OFFSET, Long.toString(from));
    } catch (KafkaException e) {
      close();
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Behind what was read; at the beginning of what is left where that was deleted. */
  private long start(KafkaConsumer<byte[], byte[]> consumer, @Nullable String mark) {
    long beginning = requireNonNull(consumer.beginningOffsets(List.of(partition)).get(partition));
    return mark == null ? beginning : Math.max(beginning, Long.parseLong(mark));
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Changes changes) {
    String source = partition + "/" + record.offset();
    String key = record.key() == null ? source : new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      changes.withdrawn(key);
    } else {
      changes.found(
          new RuleDocument(key, source, new String(record.value(), StandardCharsets.UTF_8)));
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    KafkaConsumer<byte[], byte[]> known = consumer;
    if (known == null) {
      Map<String, Object> config = new HashMap<>(properties);
      config.put("bootstrap.servers", bootstrapServers);
      config.put("enable.auto.commit", "false");
      config.put("auto.offset.reset", "earliest");
      config.put("isolation.level", "read_committed");
      config.putIfAbsent("default.api.timeout.ms", "10000");
      config.putIfAbsent("request.timeout.ms", "5000");
      known = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      known.assign(List.of(partition));
      consumer = known;
    }
    return known;
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close(Duration.ZERO);
      consumer = null;
    }
  }
}
