package io.github.beamwatch.io.kafka;

import static io.github.beamwatch.io.kafka.EventTimes.BASE;
import static io.github.beamwatch.io.kafka.EventTimes.READER;
import static io.github.beamwatch.io.kafka.EventTimes.produce;
import static io.github.beamwatch.io.kafka.EventTimes.record;
import static io.github.beamwatch.io.kafka.EventTimes.steady;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.beam.parse.RawBatch;
import io.github.beamwatch.core.spec.StartPosition;
import io.github.beamwatch.fixtures.kafka.KafkaBroker;
import io.github.beamwatch.fixtures.kafka.KafkaExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The reader on its own, as a runner uses it. */
@ExtendWith(KafkaExtension.class)
class KafkaBatchReaderTest {

  private static final long HOUR = 3_600_000;

  @Test
  void goesOnFromACheckpointWithTheSameJudgement(KafkaBroker broker) throws Exception {
    broker.createTopic("resume", 2);
    // Partition 0 jumps ahead at 4,950 and needs a hundred witnesses, of which the restart sees
    // but a part; what comes late behind the jump must be late after a restart too.
    List<Long> log = new ArrayList<>();
    LongStream.range(0, 4_950).map(i -> BASE + i * 10).forEach(log::add);
    LongStream.range(0, 550).map(i -> BASE + HOUR + i * 10).forEach(log::add);
    log.add(BASE);
    produce(broker, "resume", 0, log);
    produce(broker, "resume", 1, LongStream.range(0, 3_000).map(i -> BASE + i).boxed().toList());
    KafkaBatchSource source = source(broker, "resume", 2, null, false);

    Map<String, Long> straight = readAll(source, 8_501, Integer.MAX_VALUE);
    Map<String, Long> interrupted = readAll(source, 8_501, 1);

    assertThat(straight).hasSize(8_501);
    assertThat(interrupted).isEqualTo(straight);
    assertThat(straight.get("resume/0/5500"))
        .as("late: the watermark of its partition, not its event time")
        .isEqualTo(BASE + HOUR + 5_490 - 20_000);
  }

  @Test
  void watermarkIsThatOfTheSlowestPartition(KafkaBroker broker) throws Exception {
    broker.createTopic("slowest", 2);
    produce(broker, "slowest", 0, steady(BASE, 200));
    try (DrivenReader reader = new DrivenReader(source(broker, "slowest", 2, null, false), null)) {
      reader.read(200);
      assertThat(reader.watermark()).isEqualTo(PartitionWatermark.NONE);

      produce(broker, "slowest", 1, steady(BASE - 5_000, 200));
      reader.read(200);

      assertThat(reader.watermark()).isEqualTo(BASE - 5_000 + 199 - 20_000);
    }
  }

  @Test
  void emptyPartitionStopsHoldingAfterTheIdleTime(KafkaBroker broker) throws Exception {
    broker.createTopic("idle", 2);
    long start = System.currentTimeMillis();
    produce(broker, "idle", 0, steady(start, 200));
    KafkaBatchSource source = source(broker, "idle", 2, Duration.ofMillis(500), false);
    try (DrivenReader reader = new DrivenReader(source, null)) {
      reader.read(200);

      long watermark = reader.awaitWatermark(start - 20_000);

      assertThat(watermark)
          .as("behind the clock by the disorder")
          .isBetween(start - 20_000, System.currentTimeMillis() - 20_000);
    }
  }

  @Test
  void fewRecordsMoveTheWatermarkOnceTheirPartitionIsSilent(KafkaBroker broker) throws Exception {
    broker.createTopic("few", 1);
    produce(broker, "few", 0, List.of(BASE, BASE + 1, BASE + 2));
    try (DrivenReader reader = new DrivenReader(source(broker, "few", 1, null, false), null)) {
      reader.read(3);
      assertThat(reader.watermark()).isEqualTo(PartitionWatermark.NONE);

      assertThat(reader.awaitWatermark(BASE - 20_000)).isEqualTo(BASE + 2 - 20_000);
    }
  }

  @Test
  void markersOfTransactionsDoNotKeepAPartitionFromItsEnd(KafkaBroker broker) throws Exception {
    broker.createTopic("transactions", 1);
    Map<String, Object> config =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "writer");
    try (var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("transactions", record(BASE)));
      producer.commitTransaction();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("transactions", record(BASE + 1)));
      producer.abortTransaction();
    }
    KafkaBatchSource source = source(broker, "transactions", 1, Duration.ofMillis(500), false);
    try (DrivenReader reader = new DrivenReader(source, null)) {
      assertThat(reader.next().payload(0)).isEqualTo(record(BASE));
      assertThat(reader.awaitWatermark(BASE)).as("idle").isGreaterThan(BASE);
      assertThat(reader.poll()).as("nothing of the aborted one").isNull();
    }
  }

  @Test
  void goesOnBehindRecordsThatRetentionDeleted(KafkaBroker broker) throws Exception {
    broker.createTopic("expired", 1);
    produce(broker, "expired", 0, steady(BASE, 1_000));
    KafkaBatchSource source = source(broker, "expired", 1, null, false);
    KafkaMark mark;
    try (DrivenReader reader = new DrivenReader(source, null)) {
      // A poll is taken by the batch: the mark is in the middle.
      assertThat(reader.next().size()).isLessThan(900);
      mark = reader.mark();
    }
    TopicPartition partition = new TopicPartition("expired", 0);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(900))).all().get();
    }

    try (DrivenReader reader = new DrivenReader(source, mark)) {
      List<RawBatch> batches = reader.read(100);

      assertThat(batches.get(0).offset(0)).isEqualTo(900);
    }
  }

  @Test
  void tellsTheBrokerHowFarItIsWhenTheCheckpointIsSafe(KafkaBroker broker) throws Exception {
    broker.createTopic("committed", 1);
    produce(broker, "committed", 0, steady(BASE, 300));
    TopicPartition partition = new TopicPartition("committed", 0);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      try (DrivenReader reader =
          new DrivenReader(source(broker, "committed", 1, null, true), null)) {
        reader.read(300);
        KafkaMark mark = reader.mark();
        assertThat(committed(admin, partition)).isNull();

        mark.finalizeCheckpoint();
      }

      OffsetAndMetadata offset = committed(admin, partition);
      assertThat(offset).isNotNull();
      assertThat(offset.offset()).isEqualTo(300);
    }
  }

  @Test
  void committedOffsetsDoNotDecideWhereAJobStarts(KafkaBroker broker) throws Exception {
    broker.createTopic("again", 1);
    produce(broker, "again", 0, steady(BASE, 300));
    KafkaBatchSource source = source(broker, "again", 1, null, true);
    try (DrivenReader reader = new DrivenReader(source, null)) {
      reader.read(300);
      reader.mark().finalizeCheckpoint();
    }

    try (DrivenReader reader = new DrivenReader(source, null)) {
      assertThat(reader.read(300).get(0).offset(0)).isZero();
    }
  }

  @Test
  void splitsSharePartitionsAndNoneIsEmpty(KafkaBroker broker) {
    broker.createTopic("split", 5);
    KafkaBatchSource asks = source(broker, "split", 0, null, false);
    KafkaBatchSource knows = source(broker, "split", 5, null, false);

    for (KafkaBatchSource source : List.of(asks, knows)) {
      assertThat(partitions(source.split(2, PipelineOptionsFactory.create())))
          .containsExactly(List.of(0, 2, 4), List.of(1, 3));
      assertThat(partitions(source.split(9, PipelineOptionsFactory.create())))
          .containsExactly(List.of(0), List.of(1), List.of(2), List.of(3), List.of(4));
    }
  }

  private static List<List<Integer>> partitions(List<KafkaBatchSource> splits) {
    List<List<Integer>> partitions = new ArrayList<>();
    for (KafkaBatchSource split : splits) {
      try (DrivenReader reader = new DrivenReader(split, null)) {
        partitions.add(reader.mark().partitions().stream().map(PartitionMark::partition).toList());
      }
    }
    return partitions;
  }

  /** The timestamps of all records, read with a restart after every so many batches. */
  private static Map<String, Long> readAll(KafkaBatchSource source, int count, int restartEvery)
      throws Exception {
    Map<String, Long> timestamps = new TreeMap<>();
    KafkaMark mark = null;
    while (timestamps.size() < count) {
      try (DrivenReader reader = new DrivenReader(source, mark)) {
        for (int i = 0; i < restartEvery && timestamps.size() < count; i++) {
          RawBatch batch = reader.next();
          for (int j = 0; j < batch.size(); j++) {
            String record = batch.record(j).source();
            assertThat(timestamps.put(record, batch.timestampMillis(j)))
                .as("%s came before", record)
                .isNull();
          }
        }
        mark = CoderUtils.clone(new KafkaMarkCoder(), reader.mark());
      }
    }
    return timestamps;
  }

  private static @Nullable OffsetAndMetadata committed(Admin admin, TopicPartition partition)
      throws Exception {
    return admin
        .listConsumerGroupOffsets("watch")
        .partitionsToOffsetAndMetadata()
        .get()
        .get(partition);
  }

  private static KafkaBatchSource source(
      KafkaBroker broker,
      String topic,
      int partitions,
      @Nullable Duration idleAfter,
      boolean commits) {
    Map<String, String> consumer = new HashMap<>();
    consumer.put("bootstrap.servers", broker.bootstrapServers());
    consumer.put("auto.offset.reset", "none");
    consumer.put("enable.auto.commit", "false");
    consumer.put("isolation.level", "read_committed");
    if (commits) {
      consumer.put("group.id", "watch");
    }
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
                idleAfter),
            commits ? OffsetCommits.WITH_CHECKPOINTS : OffsetCommits.NONE),
        IntStream.range(0, partitions).toArray());
  }
}
