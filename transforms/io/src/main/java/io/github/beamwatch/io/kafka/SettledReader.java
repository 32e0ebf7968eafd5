package io.github.beamwatch.io.kafka;

import io.github.beamwatch.beam.delivery.DeliveryLedger;
import io.github.beamwatch.beam.delivery.RouteAlerts;
import io.github.beamwatch.beam.parse.RawBatch;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads on while not too many records are under way, and tells the broker, once a second, up to
 * where all are settled. Whatever ends the process, the next one begins there.
 */
final class SettledReader extends BatchReader {

  /** A channel that takes nothing must not fill the memory. */
  private static final int MOST_UNDER_WAY = 20_000;

  private static final long COMMIT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long WAKE_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final KafkaBatchReader topic;
  private final DeliveryLedger ledger;
  private final Map<String, Deque<Long>> underWay;
  private final Map<String, Long> lastRead = new HashMap<>();
  private @Nullable KafkaMark committable;
  private long lastCommit = System.nanoTime();
  private long lastWakeUp = System.nanoTime();
  private int open;

  /**
   * @param underWay by origin, what an earlier reader of this process read and is not settled; kept
   *     and changed by this one
   */
  SettledReader(
      SettledSource source,
      KafkaBatchReader topic,
      DeliveryLedger ledger,
      Map<String, Deque<Long>> underWay) {
    super(source);
    this.topic = topic;
    this.ledger = ledger;
    this.underWay = underWay;
    for (PartitionMark partition : topic.getCheckpointMark().partitions()) {
      if (partition.nextOffset() != PartitionMark.UNKNOWN) {
        lastRead.put(topic.origin(partition.partition()), partition.nextOffset() - 1);
      }
    }
    this.open = underWay.values().stream().mapToInt(Deque::size).sum();
  }

  @Override
  public boolean start() throws IOException {
    return take(topic.start());
  }

  @Override
  public boolean advance() throws IOException {
    long now = System.nanoTime();
    if (now - lastCommit >= COMMIT_NANOS) {
      lastCommit = now;
      commit();
    }
    if (now - lastWakeUp >= WAKE_UP_NANOS && ledger.takeNews()) {
      lastWakeUp = now;
      return moveTo(
          new RawBatch(
              RouteAlerts.WAKE_UP,
              new byte[][] {{}},
              new long[] {0},
              new long[] {getWatermark().getMillis()}));
    }
    if (open >= MOST_UNDER_WAY) {
      settled();
      if (open >= MOST_UNDER_WAY) {
        LockSupport.parkNanos(PAUSE_NANOS);
        return moveTo(null);
      }
    }
    return take(topic.advance());
  }

  private boolean take(boolean there) {
    if (!there) {
      return moveTo(null);
    }
    RawBatch batch = ofItsLog(topic.getCurrent());
    Deque<Long> offsets = underWay.computeIfAbsent(batch.origin(), unused -> new ArrayDeque<>());
    for (int i = 0; i < batch.size(); i++) {
      offsets.add(batch.offset(i));
    }
    open += batch.size();
    return moveTo(batch);
  }

  /** The batch under the name of the log that it is from: a topic may be made anew. */
  private RawBatch ofItsLog(RawBatch batch) {
    long last = batch.offset(batch.size() - 1);
    Long before = lastRead.put(batch.origin(), last);
    if (before != null && batch.offset(0) <= before) {
      // Nothing of the old log can be read again, so nobody waits for it to be settled.
      Deque<Long> left = underWay.remove(ledger.nameOf(batch.origin()));
      open -= left == null ? 0 : left.size();
      ledger.beginAnew(batch.origin());
    }
    return batch.from(ledger.nameOf(batch.origin()));
  }

  /**
   * Tells the broker of what was settled the last time: a dead letter of the last second may not
   * have been written yet.
   */
  private void commit() {
    if (committable != null) {
      committable.finalizeCheckpoint();
    }
    committable = settled();
  }

  /** How far all is settled; of each partition the first record that is not. */
  private KafkaMark settled() {
    KafkaMark read = topic.getCheckpointMark();
    List<PartitionMark> partitions = new ArrayList<>();
    for (PartitionMark partition : read.partitions()) {
      String origin = ledger.nameOf(topic.origin(partition.partition()));
      Deque<Long> offsets = underWay.getOrDefault(origin, new ArrayDeque<>());
      while (!offsets.isEmpty() && ledger.isSettled(origin, offsets.peek())) {
        offsets.poll();
        open--;
      }
      Long first = offsets.peek();
      // What is under way of a log that is no more lies behind all that can be read again.
      long next = first == null ? partition.nextOffset() : Math.min(first, partition.nextOffset());
      if (next != PartitionMark.UNKNOWN) {
        ledger.settledBelow(origin, next);
      }
      partitions.add(new PartitionMark(partition.partition(), next, partition.watermark()));
    }
    return read.at(partitions);
  }

  @Override
  public KafkaMark getCheckpointMark() {
    return settled();
  }

  @Override
  public Instant getWatermark() {
    return topic.getWatermark();
  }

  @Override
  public void close() {
    topic.close();
  }
}
