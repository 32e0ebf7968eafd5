package io.github.beamwatch.io.kafka;

import io.github.beamwatch.beam.delivery.DeliveryLedger;
import io.github.beamwatch.beam.delivery.RouteAlerts;
import io.github.beamwatch.beam.parse.RawBatch;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads on while not too many records are under way, and tells the broker, once a second, up to
 * where all are settled. Whatever ends the process, the next one begins there.
 */
final class SettledReader extends UnboundedReader<RawBatch> {

  /** A channel that takes nothing must not fill the memory. */
  private static final int MOST_UNDER_WAY = 20_000;

  private static final long COMMIT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long WAKE_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final SettledSource source;
  private final KafkaBatchReader topic;
  private final DeliveryLedger ledger;
  private final Map<String, Deque<Long>> underWay;
  private @Nullable RawBatch current;
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
    this.source = source;
    this.topic = topic;
    this.ledger = ledger;
    this.underWay = underWay;
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
      current =
          new RawBatch(
              RouteAlerts.WAKE_UP,
              new byte[][] {{}},
              new long[] {0},
              new long[] {getWatermark().getMillis()});
      return true;
    }
    if (open >= MOST_UNDER_WAY) {
      settled();
      if (open >= MOST_UNDER_WAY) {
        LockSupport.parkNanos(PAUSE_NANOS);
        current = null;
        return false;
      }
    }
    return take(topic.advance());
  }

  private boolean take(boolean there) {
    current = there ? topic.getCurrent() : null;
    if (current != null) {
      Deque<Long> offsets =
          underWay.computeIfAbsent(current.origin(), unused -> new ArrayDeque<>());
      for (int i = 0; i < current.size(); i++) {
        offsets.add(current.offset(i));
      }
      open += current.size();
    }
    return there;
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
      String origin = topic.origin(partition.partition());
      Deque<Long> offsets = underWay.getOrDefault(origin, new ArrayDeque<>());
      while (!offsets.isEmpty() && ledger.isSettled(origin, offsets.peek())) {
        offsets.poll();
        open--;
      }
      Long first = offsets.peek();
      long next = first == null ? partition.nextOffset() : first;
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
  public RawBatch getCurrent() {
    if (current == null) {
      throw new NoSuchElementException();
    }
    return current;
  }

  @Override
  public Instant getCurrentTimestamp() {
    return Instant.ofEpochMilli(getCurrent().earliestTimestampMillis());
  }

  @Override
  public UnboundedSource<RawBatch, ?> getCurrentSource() {
    return source;
  }

  @Override
  public void close() {
    topic.close();
  }
}
