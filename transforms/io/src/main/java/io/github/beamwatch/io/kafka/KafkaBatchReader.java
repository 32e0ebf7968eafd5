package io.github.beamwatch.io.kafka;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.RunProgress;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Gauge;
import org.apache.beam.sdk.metrics.SourceMetrics;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads some partitions of a topic by the batch. Used by one thread at a time. */
final class KafkaBatchReader extends BatchReader {

  /** A batch of these bounds costs a runner about as much as one small record. */
  private static final int MAX_BATCH_RECORDS = 500;

  private static final int MAX_BATCH_BYTES = 1 << 20;
  // Long enough that a runner which asks again at once does not spin.
  private static final long WAIT_MILLIS = 5;

  private final KafkaReading reading;
  private final Map<TopicPartition, PartitionCursor> cursors;
  private final Counter recordsRead = SourceMetrics.elementsRead();
  private final Counter bytesRead = SourceMetrics.bytesRead();
  private final Counter recordsExpired = Counters.counter(Counters.RECORDS_EXPIRED);
  private final Counter logResets = Counters.counter(Counters.LOG_RESETS);
  private final Gauge sourceWatermark = Counters.gauge(Counters.SOURCE_WATERMARK);
  private final Queue<List<ConsumerRecord<byte[], byte[]>>> fetched = new ArrayDeque<>();

  private @Nullable ConsumerLoop loop;
  private @Nullable KafkaMark processedWhenReadOn;
  private long pollsTaken;
  private long watermarkSeconds = Long.MIN_VALUE;

  KafkaBatchReader(KafkaBatchSource source, KafkaReading reading, List<PartitionMark> marks) {
    super(source);
    this.reading = reading;
    this.cursors = new LinkedHashMap<>();
    long now = System.currentTimeMillis();
    for (PartitionMark mark : marks) {
      TopicPartition partition = new TopicPartition(reading.topic(), mark.partition());
      cursors.put(
          partition,
          new PartitionCursor(partition, mark, reading.rules(), reading.eventTimes(), now));
    }
  }

  @Override
  public boolean start() throws IOException {
    Map<TopicPartition, Long> known = new HashMap<>();
    for (PartitionCursor cursor : cursors.values()) {
      if (cursor.nextOffset() != PartitionMark.UNKNOWN) {
        known.put(cursor.partition(), cursor.nextOffset());
      }
    }
    loop =
        new ConsumerLoop(
            new KafkaConsumer<>(
                new HashMap<String, Object>(reading.consumerProperties()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer()),
            new ArrayList<>(cursors.keySet()),
            known,
            reading.start());
    loop.start();
    if (reading.commits() == OffsetCommits.WHEN_READ_ON && !known.isEmpty()) {
      // The mark that this reader was made from: the bundle before it is done.
      processedWhenReadOn = mark(Map.of(), null);
    }
    return advance();
  }

  @Override
  public boolean advance() throws IOException {
    if (processedWhenReadOn != null) {
      commit(processedWhenReadOn);
      processedWhenReadOn = null;
    }
    boolean advanced = takeBatch();
    showWatermark();
    return advanced;
  }

  private boolean takeBatch() throws IOException {
    List<ConsumerRecord<byte[], byte[]>> records = nextRecords();
    if (records == null) {
      return moveTo(null);
    }
    int size = batchSize(records);
    PartitionCursor cursor = cursor(records.get(0));
    if (loop != null && records.get(0).offset() < cursor.nextOffset()) {
      loop.gone().taken(cursor.partition());
    }
    moveTo(cursor.take(records.subList(0, size), System.currentTimeMillis()));
    if (size < records.size()) {
      // The rest queues behind the other partitions, so that all go forward together.
      fetched.add(records.subList(size, records.size()));
    }
    recordsRead.inc(size);
    return true;
  }

  @Override
  public Instant getWatermark() {
    learnOfDrainedPartitions();
    return Instant.ofEpochMilli(watermarkMillis());
  }

  private long watermarkMillis() {
    long watermark = Long.MAX_VALUE;
    for (PartitionCursor cursor : cursors.values()) {
      watermark = Math.min(watermark, cursor.watermarkMillis());
    }
    return watermark;
  }

  /** Only here: some runners take no metrics from where they ask for the watermark. */
  private void showWatermark() {
    long millis = watermarkMillis();
    long seconds = Math.floorDiv(millis, 1_000L);
    if (seconds != watermarkSeconds
        && millis > BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis()
        && millis < BoundedWindow.TIMESTAMP_MAX_VALUE.getMillis()) {
      watermarkSeconds = seconds;
      sourceWatermark.set(seconds);
      RunProgress.sourceReached(String.valueOf(cursors.keySet()), seconds);
    }
  }

  @Override
  public KafkaMark getCheckpointMark() {
    Map<TopicPartition, Long> starts = loop == null ? Map.of() : loop.startOffsets();
    KafkaMark mark =
        mark(starts, reading.commits() == OffsetCommits.WITH_CHECKPOINTS ? this::commit : null);
    if (reading.commits() == OffsetCommits.WHEN_READ_ON) {
      processedWhenReadOn = mark;
    }
    return mark;
  }

  private KafkaMark mark(
      Map<TopicPartition, Long> starts, @Nullable Consumer<KafkaMark> committer) {
    List<PartitionMark> marks = new ArrayList<>();
    for (PartitionCursor cursor : cursors.values()) {
      if (loop != null) {
        cursor.moveTo(loop.gone().next(cursor.partition(), cursor.nextOffset()));
      }
      marks.add(cursor.mark(starts.getOrDefault(cursor.partition(), PartitionMark.UNKNOWN)));
    }
    return new KafkaMark(marks, committer);
  }

  /** What the records of a partition have for their origin. */
  String origin(int partition) {
    return reading.topic() + "/" + partition;
  }

  @Override
  public void close() {
    if (loop != null) {
      loop.close();
    }
  }

  private @Nullable List<ConsumerRecord<byte[], byte[]>> nextRecords() throws IOException {
    if (fetched.isEmpty() && loop != null) {
      ConsumerRecords<byte[], byte[]> records = loop.next(WAIT_MILLIS);
      recordsExpired.inc(loop.gone().takeExpired());
      logResets.inc(loop.gone().takeResets());
      if (records != null) {
        pollsTaken++;
        records.partitions().forEach(partition -> fetched.add(records.records(partition)));
      }
    }
    return fetched.poll();
  }

  private int batchSize(List<ConsumerRecord<byte[], byte[]>> records) {
    int bytes = 0;
    int size = 0;
    while (size < records.size() && size < MAX_BATCH_RECORDS && bytes < MAX_BATCH_BYTES) {
      bytes += Math.max(0, records.get(size++).serializedValueSize());
    }
    bytesRead.inc(bytes);
    return size;
  }

  private PartitionCursor cursor(ConsumerRecord<byte[], byte[]> record) {
    PartitionCursor cursor = cursors.get(new TopicPartition(record.topic(), record.partition()));
    if (cursor == null) {
      throw new IllegalStateException("A record of a partition that was not asked for: " + record);
    }
    return cursor;
  }

  private void learnOfDrainedPartitions() {
    if (loop == null) {
      return;
    }
    ConsumerLoop.EndOfLog end = loop.endOfLog();
    // What was seen at the end counts once everything before it has been taken.
    if (pollsTaken > end.handedOver() || (pollsTaken == end.handedOver() && fetched.isEmpty())) {
      for (PartitionCursor cursor : cursors.values()) {
        if (end.reached().contains(cursor.partition())) {
          cursor.drained(end.asOf());
        }
      }
    }
  }

  private void commit(KafkaMark mark) {
    if (loop == null) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (PartitionMark partition : mark.partitions()) {
      if (partition.nextOffset() != PartitionMark.UNKNOWN) {
        offsets.put(
            new TopicPartition(reading.topic(), partition.partition()),
            new OffsetAndMetadata(partition.nextOffset()));
      }
    }
    loop.commit(offsets);
  }
}
