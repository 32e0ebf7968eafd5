package io.github.beamwatch.io.kafka;

import static io.github.beamwatch.io.kafka.EventTimes.BASE;
import static io.github.beamwatch.io.kafka.EventTimes.disordered;
import static io.github.beamwatch.io.kafka.EventTimes.produce;
import static io.github.beamwatch.io.kafka.EventTimes.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.spec.KafkaSourceSpec;
import io.github.beamwatch.fixtures.kafka.KafkaBroker;
import io.github.beamwatch.fixtures.kafka.KafkaExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class KafkaSourceTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void deliversEachRecordOnceAtItsEventTime(KafkaBroker broker) throws Exception {
    // 3 partitions, 4,000 records each, 100 ms apart, up to 20 s out of order.
    broker.createTopic("each-once", 3);
    for (int partition = 0; partition < 3; partition++) {
      produce(broker, "each-once", partition, disordered(4_000, partition));
    }

    try (Collected collected = Collected.from(source(spec(broker, "each-once")))) {
      List<Collected.Read> all = collected.await(12_000);

      assertThat(all).hasSize(12_000);
      assertThat(all).allSatisfy(KafkaSourceTest::hasItsEventTime);
      assertThat(all.stream().map(read -> read.record().source()).distinct()).hasSize(12_000);
      assertThat(all.stream().map(read -> read.record().origin()).distinct())
          .containsExactlyInAnyOrder("each-once/0", "each-once/1", "each-once/2");
    }
  }

  @Test
  void marksExactlyTheLateRecordsHoweverOftenItReads(KafkaBroker broker) throws Exception {
    broker.createTopic("late", 2);
    List<Long> log = new ArrayList<>(disordered(3_000, 7));
    // Two that come five minutes behind, and one just within its open window.
    log.add(2_000, log.get(2_000) - 300_000);
    log.add(2_500, log.get(2_500) - 300_000);
    produce(broker, "late", 0, log);
    produce(broker, "late", 1, disordered(3_000, 8));

    List<String> first = lateRecords(broker, "late", 6_002);
    List<String> second = lateRecords(broker, "late", 6_002);

    assertThat(first).containsExactly("late/0/2000", "late/0/2500").isEqualTo(second);
  }

  @Test
  void unreadableRecordsAndTombstonesAreDelivered(KafkaBroker broker) throws Exception {
    broker.createTopic("bad", 1);
    byte[] tombstone = null;
    broker.produce(
        List.of(
            new ProducerRecord<>("bad", "key".getBytes(UTF_8), "not a time".getBytes(UTF_8)),
            new ProducerRecord<>("bad", "key".getBytes(UTF_8), tombstone),
            new ProducerRecord<>("bad", "key".getBytes(UTF_8), record(BASE))));

    try (Collected collected = Collected.from(source(spec(broker, "bad")))) {
      List<Collected.Read> all = collected.await(3);

      assertThat(all)
          .extracting(read -> new String(read.record().payload(), UTF_8))
          .containsExactlyInAnyOrder("not a time", "", Long.toString(BASE));
      assertThat(all)
          .extracting(Collected.Read::timestampMillis)
          .containsExactlyInAnyOrder(PartitionWatermark.NONE, PartitionWatermark.NONE, BASE);
    }
  }

  @Test
  void startsAtTheEndWhenAskedTo(KafkaBroker broker) throws Exception {
    broker.createTopic("latest", 1);
    produce(broker, "latest", 0, List.of(BASE));
    KafkaSourceSpec spec = spec(broker, "latest").withStartFrom("latest");

    try (Collected collected = Collected.from(source(spec))) {
      // Where the end is when the job gets there cannot be seen from outside: write until one
      // arrives.
      long[] next = {BASE + 1};
      List<Collected.Read> all =
          collected.awaitUntil(
              read -> {
                if (read.isEmpty()) {
                  produce(broker, "latest", 0, List.of(next[0]++));
                }
                return !read.isEmpty();
              });

      assertThat(all).isNotEmpty();
      assertThat(all).extracting(read -> read.record().offset()).doesNotContain(0L);
    }
  }

  @Test
  void readsOnThroughARestartOfTheBroker() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start()) {
      broker.createTopic("restart", 2);
      produce(broker, "restart", 0, disordered(500, 1));

      try (Collected collected =
          Collected.from(source(spec(broker, "restart")).withPartitions(2))) {
        collected.await(500);
        broker.stop();
        broker.resume();
        produce(broker, "restart", 1, disordered(500, 2));

        List<Collected.Read> all = collected.await(1_000);
        assertThat(all.stream().map(read -> read.record().source()).distinct()).hasSize(1_000);
        assertThat(all).hasSize(1_000);
      }
    }
  }

  @Test
  void startsWithoutABrokerWhenThePartitionsAreKnown() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start()) {
      broker.createTopic("early", 1);
      produce(broker, "early", 0, disordered(200, 1));
      broker.stop();

      try (Collected collected = Collected.from(source(spec(broker, "early")).withPartitions(1))) {
        broker.resume();

        assertThat(collected.await(200)).hasSize(200);
      }
    }
  }

  @Test
  void refusesPropertiesThatItDecides(KafkaBroker broker) {
    KafkaSourceSpec spec =
        spec(broker, "t")
            .withProperties(Map.of("auto.offset.reset", "latest", "fetch.min.bytes", "1"));

    assertThatThrownBy(() -> source(spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the Kafka property auto.offset.reset cannot be set here: startFrom says it");
  }

  private static List<String> lateRecords(KafkaBroker broker, String topic, int count)
      throws Exception {
    try (Collected collected = Collected.from(source(spec(broker, topic)))) {
      List<Collected.Read> all = collected.await(count);
      assertThat(all).hasSize(count);
      return all.stream()
          .filter(read -> read.timestampMillis() > EventTimes.of(read.record().payload()))
          .map(read -> read.record().source())
          .sorted()
          .collect(Collectors.toList());
    }
  }

  private static KafkaSource source(KafkaSourceSpec spec) {
    return KafkaSource.read(spec, EventTimes.READER, MINUTE, Duration.ZERO);
  }

  private static KafkaSourceSpec spec(KafkaBroker broker, String topic) {
    return KafkaSourceSpec.of(broker.bootstrapServers(), topic);
  }

  private static void hasItsEventTime(Collected.Read read) {
    assertThat(read.timestampMillis()).isEqualTo(EventTimes.of(read.record().payload()));
  }
}
