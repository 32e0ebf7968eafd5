package io.github.beamwatch.io.kafka;

import static io.github.beamwatch.io.kafka.EventTimes.BASE;
import static io.github.beamwatch.io.kafka.EventTimes.READER;
import static io.github.beamwatch.io.kafka.EventTimes.produce;
import static io.github.beamwatch.io.kafka.EventTimes.steady;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.beam.delivery.DeliveryLedger;
import io.github.beamwatch.beam.parse.RawBatch;
import io.github.beamwatch.core.spec.StartPosition;
import io.github.beamwatch.fixtures.kafka.KafkaBroker;
import io.github.beamwatch.fixtures.kafka.KafkaExtension;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A topic that is deleted and made anew, and a broker that lost records: nothing is skipped. */
@ExtendWith(KafkaExtension.class)
class ShorterLogTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static void makeAnew(KafkaBroker broker, String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.deleteTopics(List.of(topic)).all().get();
    }
    broker.createTopic(topic, 1);
  }

  private static KafkaBatchSource source(KafkaBroker broker, String topic) {
    Map<String, String> consumer = new HashMap<>();
    consumer.put("bootstrap.servers", broker.bootstrapServers());
    consumer.put("auto.offset.reset", "none");
    consumer.put("enable.auto.commit", "false");
    consumer.put("metadata.max.age.ms", "1000");
    return new KafkaBatchSource(
        new KafkaReading(
            topic,
            consumer,
            StartPosition.EARLIEST,
            READER,
            new WatermarkRules(
                Duration.ofSeconds(20),
                Duration.ofMinutes(1),
                Duration.ZERO,
                Duration.ofDays(1),
                null),
            OffsetCommits.NONE),
        new int[] {0});
  }

  @Test
  void aTopicMadeAnewWhileTheJobWasStoppedIsReadFromItsFirstRecord(KafkaBroker broker)
      throws Exception {
    broker.createTopic("anew", 1);
    produce(broker, "anew", 0, steady(BASE, 300));
    KafkaBatchSource source = source(broker, "anew");
    KafkaMark mark;
    try (DrivenReader reader = new DrivenReader(source, null)) {
      reader.read(300);
      mark = reader.mark();
    }
    makeAnew(broker, "anew");
    produce(broker, "anew", 0, steady(BASE + 1_000, 50));

    try (DrivenReader reader = new DrivenReader(source, mark)) {
      assertThat(reader.read(50).get(0).offset(0)).isZero();
      assertThat(reader.mark().partitions().get(0).nextOffset()).isEqualTo(50);
    }
  }

  /** Also when the new topic is still empty at the next restart, and long by the one after. */
  @Test
  void aTopicMadeAnewWhileTheJobRunsIsReadFromItsFirstRecord(KafkaBroker broker) throws Exception {
    broker.createTopic("anew-running", 1);
    produce(broker, "anew-running", 0, steady(BASE, 300));
    KafkaBatchSource source = source(broker, "anew-running");
    KafkaMark mark;
    try (DrivenReader reader = new DrivenReader(source, null)) {
      reader.read(300);
      makeAnew(broker, "anew-running");
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      do {
        assertThat(reader.poll()).as("nothing is there").isNull();
        mark = reader.mark();
      } while (mark.partitions().get(0).nextOffset() != 0 && System.nanoTime() - deadline < 0);
      assertThat(mark.partitions().get(0).nextOffset()).isZero();

      produce(broker, "anew-running", 0, steady(BASE + 1_000, 500));
      assertThat(reader.read(500).get(0).offset(0)).isZero();
      assertThat(reader.mark().partitions().get(0).nextOffset()).isEqualTo(500);
    }

    try (DrivenReader reader = new DrivenReader(source, mark)) {
      assertThat(reader.read(500).get(0).offset(0)).isZero();
    }
  }

  @Test
  void aDeliveryTellsTheRecordsOfTheNewTopicFromThoseThatItHasSettled(KafkaBroker broker)
      throws Exception {
    broker.createTopic("anew-alerts", 1);
    produce(broker, "anew-alerts", 0, steady(BASE, 300));
    DeliveryLedger ledger = DeliveryLedger.of("anew");
    SettledSource source = new SettledSource(source(broker, "anew-alerts"), "anew");
    try (SettledReader reader = source.createReader(PipelineOptionsFactory.create(), null)) {
      assertThat(admitted(reader, reader.start(), ledger, 300)).isEqualTo(300);
      assertThat(reader.getCheckpointMark().partitions().get(0).nextOffset()).isZero();
      for (long offset = 0; offset < 250; offset++) {
        ledger.settle("anew-alerts/0", offset);
      }
      assertThat(reader.getCheckpointMark().partitions().get(0).nextOffset()).isEqualTo(250);

      makeAnew(broker, "anew-alerts");
      produce(broker, "anew-alerts", 0, steady(BASE + 1_000, 100));

      assertThat(admitted(reader, reader.advance(), ledger, 100)).isEqualTo(100);
      assertThat(reader.getCheckpointMark().partitions().get(0).nextOffset())
          .as("not settled, and the old ones are no more")
          .isZero();
    } finally {
      DeliveryLedger.close("anew");
    }
  }

  /** How many of the next records the delivery takes for new ones. */
  private static int admitted(
      SettledReader reader, boolean there, DeliveryLedger ledger, int records) throws Exception {
    int admitted = 0;
    int read = 0;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (boolean has = there; System.nanoTime() - deadline < 0; has = reader.advance()) {
      if (has) {
        RawBatch batch = reader.getCurrent();
        for (int i = 0; i < batch.size(); i++) {
          admitted += ledger.admit(batch.origin(), batch.offset(i), 1) ? 1 : 0;
        }
        read += batch.size();
      }
      if (read >= records) {
        return admitted;
      }
    }
    throw new AssertionError("only " + read + " records came");
  }

  @Test
  void whatIsCountedAndWhereReadingGoesOn() {
    TopicPartition partition = new TopicPartition("t", 0);
    try (MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(OffsetResetStrategy.NONE)) {
      consumer.assign(List.of(partition));
      consumer.updateBeginningOffsets(Map.of(partition, 100L));
      GoneOffsets gone = new GoneOffsets(consumer, PATIENCE);

      gone.goOn(new OffsetOutOfRangeException(Map.of(partition, 40L)));
      assertThat(consumer.position(partition)).as("retention").isEqualTo(100);
      assertThat(gone.takeExpired()).isEqualTo(60);
      assertThat(gone.takeResets()).isZero();

      gone.goOn(new OffsetOutOfRangeException(Map.of(partition, 500L)));
      assertThat(consumer.position(partition)).as("nothing is known").isEqualTo(100);

      gone.goOn(
          new LogTruncationException(
              Map.of(partition, 500L), Map.of(partition, new OffsetAndMetadata(470))));
      assertThat(consumer.position(partition)).as("where the logs part").isEqualTo(470);
      assertThat(gone.next(partition, 500)).isEqualTo(470);
      assertThat(gone.next(partition, 500)).as("once").isEqualTo(500);
      assertThat(gone.takeExpired()).isZero();
      assertThat(gone.takeResets()).isEqualTo(2);
    }
  }
}
