package io.github.beamwatch.io.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where reading goes on when a log no longer has the next offset. Never at the log's end: what is
 * between would be skipped unseen.
 *
 * <ul>
 *   <li>Retention deleted it: at the first record that is left. What was deleted is lost, and
 *       counted.
 *   <li>The log ends before it, and Kafka knows where the log that was read and the one that is
 *       there part (a broker lost its newest records): at that place. Nothing is repeated.
 *   <li>The log ends before it, and that is all that is known (the topic was made anew): at the
 *       first record. In a topic that was made anew all records are new ones; in one that was not,
 *       records come again, and are counted.
 * </ul>
 *
 * <p>The consumer is used by the thread that calls {@link #goOn}; the rest is for any thread.
 */
final class GoneOffsets {

  private static final Logger LOG = LoggerFactory.getLogger(GoneOffsets.class);

  private final Consumer<byte[], byte[]> consumer;
  private final Duration answer;
  private final AtomicLong expired = new AtomicLong();
  private final AtomicLong resets = new AtomicLong();
  private final Map<TopicPartition, Move> back = new ConcurrentHashMap<>();

  /**
   * @param answer how long to wait for the broker
   */
  GoneOffsets(Consumer<byte[], byte[]> consumer, Duration answer) {
    this.consumer = consumer;
    this.answer = answer;
  }

  /** Seeks in every partition whose next offset is gone. */
  void goOn(OffsetOutOfRangeException gone) {
    Map<TopicPartition, Long> offsets = gone.offsetOutOfRangePartitions();
    Map<TopicPartition, OffsetAndMetadata> parted =
        gone instanceof LogTruncationException truncated ? truncated.divergentOffsets() : Map.of();
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(offsets.keySet(), answer);
    offsets.forEach(
        (partition, offset) -> {
          long beginning = beginnings.getOrDefault(partition, 0L);
          if (offset < beginning) {
            skip(partition, offset, beginning);
          } else {
            OffsetAndMetadata place = parted.get(partition);
            goBack(partition, offset, place == null ? beginning : place.offset());
          }
        });
  }

  private void skip(TopicPartition partition, long offset, long beginning) {
    expired.addAndGet(beginning - offset);
    LOG.error(
        "{} goes on at {}, its first offset: {} offsets before it were deleted by retention before"
            + " they were read",
        partition,
        beginning,
        beginning - offset);
    consumer.seek(partition, beginning);
  }

  private void goBack(TopicPartition partition, long offset, long place) {
    resets.incrementAndGet();
    LOG.error(
        "{} goes back from {} to {}: its log is shorter than what was read of it, so the topic was"
            + " made anew, or a broker has lost its newest records",
        partition,
        offset,
        place);
    consumer.seek(partition, place);
    back.put(partition, new Move(offset, place));
  }

  /** How many offsets were deleted by retention before they were read, since the last call. */
  long takeExpired() {
    return expired.getAndSet(0);
  }

  /** How many logs were shorter than what was read of them, since the last call. */
  long takeResets() {
    return resets.getAndSet(0);
  }

  /**
   * Where a reader that has taken all records of the old log is now: its next record, which a
   * checkpoint must name from now on, is not the one that it waits for.
   *
   * @param next the record that it waits for
   */
  long next(TopicPartition partition, long next) {
    Move move = back.get(partition);
    if (move == null || move.from() != next) {
      return next;
    }
    back.remove(partition, move);
    return move.to();
  }

  /** Records of the new log were taken: what they tell is newer. */
  void taken(TopicPartition partition) {
    back.remove(partition);
  }

  /** A way back in a log. */
  private record Move(long from, long to) {}
}
