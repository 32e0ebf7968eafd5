package io.github.beamwatch.pipelines.redrive;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Feeds the payloads of dead letters to a topic, each once: also when it is killed and run again,
 * or run twice at the same time.
 *
 * <p>A transaction writes a batch of payloads together with the {@link Ledger} of the pile they are
 * from, which is an offset that the broker keeps for a group named after the pile. Before it reads
 * the ledger, a run takes over the pile's transactional id: whoever held it before can write
 * nothing any more, and what he had not committed is gone.
 */
public final class Redrive {
  private static final String PREFIX = "beamwatch-redrive-";
  private static final int BATCH = 500;
  private static final int LARGEST_REQUEST = 16 << 20;

  private final Map<String, Object> client;
  private final String topic;
  private final Predicate<Letter> wanted;
  private final RedriveCounts counts;
  private final SinkTargets sinks;

  /**
   * Prepares a run.
   *
   * @param client how to reach the broker
   * @param topic takes the payloads
   * @param wanted which letters are asked for
   * @param counts what becomes of each
   * @param sinks take the rows that they did not take before
   */
  public Redrive(
      Map<String, Object> client,
      String topic,
      Predicate<Letter> wanted,
      RedriveCounts counts,
      SinkTargets sinks) {
    this.client = client;
    this.topic = topic;
    this.wanted = wanted;
    this.counts = counts;
    this.sinks = sinks;
  }

  /** Only counts. */
  public void count(List<Pile> piles) throws IOException {
    for (Pile pile : piles) {
      Ledger ledger = ledger(PREFIX + pile.identity());
      pile.read((position, line) -> choose(pile, ledger, position, line));
    }
  }

  /** Feeds back what was not fed back before. */
  public void feed(List<Pile> piles) throws IOException {
    for (Pile pile : piles) {
      String group = PREFIX + pile.identity();
      try (KafkaProducer<byte[], byte[]> producer = producer(group)) {
        producer.initTransactions();
        Feeding feeding = new Feeding(producer, group, ledger(group));
        pile.read((position, line) -> feeding.take(pile, position, line));
        feeding.commit();
      }
    }
  }

  /** The letter, if it is to be fed back; else null. */
  private @Nullable Letter choose(Pile pile, Ledger ledger, long position, byte[] line) {
    Letter letter = Letter.read(line);
    if (letter == null) {
      counts.noLetter(pile.name() + ":" + (position + 1));
      return null;
    }
    if (!wanted.test(letter)) {
      return null;
    }
    boolean before = ledger.has(letter.kind(), position);
    counts.letter(letter, before);
    return !before && counts.feeds(letter) ? letter : null;
  }

  private final class Feeding {
    private final KafkaProducer<byte[], byte[]> producer;
    private final String group;
    private final Ledger ledger;
    private int open;

    Feeding(KafkaProducer<byte[], byte[]> producer, String group, Ledger ledger) {
      this.producer = producer;
      this.group = group;
      this.ledger = ledger;
    }

    void take(Pile pile, long position, byte[] line) {
      Letter letter = choose(pile, ledger, position, line);
      if (letter == null) {
        return;
      }
      if (open == 0) {
        producer.beginTransaction();
      }
      ProducerRecord<byte[], byte[]> record =
          sinks.takes(letter) ? sinks.take(letter) : new ProducerRecord<>(topic, letter.payload());
      if (record != null) {
        producer.send(record);
      }
      ledger.add(letter.kind(), position);
      if (++open == BATCH) {
        commit();
      }
    }

    void commit() {
      if (open == 0) {
        return;
      }
      // Before they are noted: killed in between, they are written again, and replace themselves.
      sinks.write();
      producer.sendOffsetsToTransaction(
          Map.of(place(), new OffsetAndMetadata(ledger.end(), ledger.text())),
          new ConsumerGroupMetadata(group));
      producer.commitTransaction();
      open = 0;
    }
  }

  /**
   * An offset needs a partition that is there; the first of the target is, and says whose it is.
   */
  private TopicPartition place() {
    return new TopicPartition(topic, 0);
  }

  private Ledger ledger(String group) {
    Map<String, Object> config = new HashMap<>(client);
    config.put("group.id", group);
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", "false");
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      OffsetAndMetadata committed = consumer.committed(Set.of(place())).get(place());
      return Ledger.of(committed == null ? null : committed.metadata());
    }
  }

  private KafkaProducer<byte[], byte[]> producer(String group) {
    Map<String, Object> config = new HashMap<>(client);
    config.put("transactional.id", group);
    config.put("max.request.size", LARGEST_REQUEST);
    config.put("linger.ms", 5);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
