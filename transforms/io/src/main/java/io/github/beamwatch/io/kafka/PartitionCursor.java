package io.github.beamwatch.io.kafka;

import io.github.beamwatch.beam.parse.RawBatch;
import io.github.beamwatch.core.event.EventTimeReader;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** One partition of a reader: where it is, and what its records have shown. */
final class PartitionCursor {

  private static final byte[] EMPTY = {};

  private final TopicPartition partition;
  private final String origin;
  private final EventTimeReader eventTimes;
  private final PartitionWatermark watermark;
  private long nextOffset;
  private long lastRecordAt;

  PartitionCursor(
      TopicPartition partition,
      PartitionMark mark,
      WatermarkRules rules,
      EventTimeReader eventTimes,
      long now) {
    this.partition = partition;
    this.origin = partition.topic() + "/" + partition.partition();
    this.eventTimes = eventTimes;
    this.watermark = new PartitionWatermark(rules, mark.watermark());
    this.nextOffset = mark.nextOffset();
    this.lastRecordAt = now;
  }

  TopicPartition partition() {
    return partition;
  }

  long nextOffset() {
    return nextOffset;
  }

  /** Waits for another record than it did. */
  void moveTo(long offset) {
    nextOffset = offset;
  }

  long watermarkMillis() {
    return watermark.millis();
  }

  /** Takes records of the log, in its order. */
  RawBatch take(List<ConsumerRecord<byte[], byte[]>> records, long now) {
    int size = records.size();
    byte[][] payloads = new byte[size][];
    long[] offsets = new long[size];
    long[] timestamps = new long[size];
    for (int i = 0; i < size; i++) {
      ConsumerRecord<byte[], byte[]> record = records.get(i);
      // A tombstone is a record without a value: it must not vanish, so it is one of no bytes.
      byte[] payload = record.value() == null ? EMPTY : record.value();
      payloads[i] = payload;
      offsets[i] = record.offset();
      timestamps[i] = watermark.observe(eventTimes.eventTimeMillis(payload), now);
    }
    nextOffset = offsets[size - 1] + 1;
    lastRecordAt = now;
    return new RawBatch(origin, payloads, offsets, timestamps);
  }

  /** Learns that at that time there was nothing left to read. */
  void drained(long asOf) {
    watermark.drained(asOf - lastRecordAt, asOf);
  }

  PartitionMark mark(long startOffset) {
    return new PartitionMark(
        partition.partition(),
        nextOffset == PartitionMark.UNKNOWN ? startOffset : nextOffset,
        watermark.state());
  }
}
