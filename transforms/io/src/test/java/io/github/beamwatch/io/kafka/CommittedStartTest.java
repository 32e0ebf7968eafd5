package io.github.beamwatch.io.kafka;

import static io.github.beamwatch.io.kafka.EventTimes.BASE;
import static io.github.beamwatch.io.kafka.EventTimes.produce;
import static io.github.beamwatch.io.kafka.EventTimes.steady;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.spec.KafkaSourceSpec;
import io.github.beamwatch.fixtures.kafka.KafkaBroker;
import io.github.beamwatch.fixtures.kafka.KafkaExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A job that keeps no state goes on by the offsets of its consumer group. */
@ExtendWith(KafkaExtension.class)
class CommittedStartTest {

  @Test
  void nothingIsCommittedBeforeItIsProcessedAndNothingIsLost(KafkaBroker broker) throws Exception {
    broker.createTopic("go-on", 3);
    for (int partition = 0; partition < 3; partition++) {
      produce(broker, "go-on", partition, steady(BASE, 4_000));
    }
    // Small bundles, so that there are many of them.
    KafkaSourceSpec spec =
        committed(broker, "go-on").withProperties(Map.of("max.poll.records", "50"));

    Set<String> first;
    try (Processed processed = Processed.from(source(spec), spec)) {
      first = new HashSet<>(processed.awaitUntil(read -> processed.committed(2_000)));
      // Cancelled in the middle of its bundles, with offsets committed on the way.
      assertThat(processed.committedBeforeProcessed()).isEmpty();
    }
    Set<String> second;
    try (Processed processed = Processed.from(source(spec), spec)) {
      second =
          new HashSet<>(
              processed.awaitUntil(
                  read -> {
                    Set<String> both = new HashSet<>(first);
                    both.addAll(read);
                    return both.size() == 12_000 && processed.committed(12_000);
                  }));
      assertThat(processed.committedBeforeProcessed()).isEmpty();
    }

    assertThat(first).as("stopped in the middle").hasSizeLessThan(12_000);
    assertThat(second).as("went on, instead of beginning again").hasSizeLessThan(12_000);
    second.addAll(first);
    assertThat(second).containsExactlyInAnyOrderElementsOf(all("go-on", 3, 4_000));
  }

  @Test
  void theLastBundleIsCommittedToo(KafkaBroker broker) throws Exception {
    broker.createTopic("quiet", 1);
    produce(broker, "quiet", 0, steady(BASE, 7));
    KafkaSourceSpec spec = committed(broker, "quiet");
    try (Processed processed = Processed.from(source(spec), spec)) {
      processed.awaitUntil(read -> processed.committed(7));
    }
    produce(broker, "quiet", 0, List.of(BASE));

    try (Processed processed = Processed.from(source(spec), spec)) {
      assertThat(processed.await(1)).containsExactly("quiet/0/7");
    }
  }

  @Test
  void aGroupWithoutOffsetsBeginsAtTheFirstRecord(KafkaBroker broker) throws Exception {
    broker.createTopic("new-group", 2);
    produce(broker, "new-group", 1, steady(BASE, 5));

    try (Collected collected = Collected.from(source(committed(broker, "new-group")))) {
      assertThat(collected.await(5)).hasSize(5);
    }
  }

  @Test
  void anInstantBeginsAtTheFirstRecordWrittenThen(KafkaBroker broker) throws Exception {
    broker.createTopic("since", 2);
    broker.produce(
        IntStream.range(0, 100)
            .mapToObj(
                i ->
                    new ProducerRecord<byte[], byte[]>(
                        "since", 0, BASE + i * 1_000, null, EventTimes.record(BASE + i * 1_000)))
            .toList());
    KafkaSourceSpec spec =
        KafkaSourceSpec.of(broker.bootstrapServers(), "since")
            .withStartFrom(Instant.ofEpochMilli(BASE + 59_001).toString());

    try (Collected collected = Collected.from(source(spec))) {
      List<Collected.Read> read = collected.await(40);
      assertThat(read)
          .extracting(one -> one.record().offset())
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(60, 100).mapToObj(i -> (long) i).toList());
    }
  }

  private static List<String> all(String topic, int partitions, int records) {
    return IntStream.range(0, partitions)
        .boxed()
        .flatMap(p -> IntStream.range(0, records).mapToObj(o -> topic + "/" + p + "/" + o))
        .toList();
  }

  private static KafkaSourceSpec committed(KafkaBroker broker, String topic) {
    return KafkaSourceSpec.of(broker.bootstrapServers(), topic)
        .withGroupId("group-of-" + topic)
        .withStartFrom("committed");
  }

  private static KafkaSource source(KafkaSourceSpec spec) {
    return KafkaSource.read(spec, EventTimes.READER, Duration.ZERO, Duration.ZERO)
        .withOffsetCommits(OffsetCommits.WHEN_READ_ON);
  }
}
