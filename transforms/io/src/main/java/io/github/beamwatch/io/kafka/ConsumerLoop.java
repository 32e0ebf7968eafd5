package io.github.beamwatch.io.kafka;

import io.github.beamwatch.core.spec.StartPosition;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that talks to the broker: a consumer may be used by one thread only, and the runner's
 * must not wait for a network. It fetches ahead by one poll, looks once a second where the log
 * ends, and commits offsets.
 *
 * <p>A broker that is away is waited for. Failing the job instead would gain nothing, and a runner
 * that restarts a job whose source never came up may restart it without the source.
 */
final class ConsumerLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ConsumerLoop.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final long END_CHECK_MILLIS = 1_000;
  private static final long HAND_OVER_MILLIS = 100;
  private static final long CLOSE_MILLIS = 30_000;

  private final Consumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final Map<TopicPartition, Long> knownOffsets;
  private final StartPosition start;
  private final Thread thread;
  private final BlockingQueue<ConsumerRecords<byte[], byte[]>> fetched =
      new ArrayBlockingQueue<>(1);
  private final AtomicReference<@Nullable Map<TopicPartition, OffsetAndMetadata>> toCommit =
      new AtomicReference<>();
  private final GoneOffsets gone;

  private volatile Map<TopicPartition, Long> startOffsets = Map.of();
  private volatile EndOfLog endOfLog = EndOfLog.UNSEEN;
  private volatile @Nullable Exception failure;
  private volatile boolean closed;
  private long handedOver;
  private long nextEndCheck;
  private boolean waiting;

  /**
   * @param consumer closed by this loop
   * @param knownOffsets where to go on
   * @param start where the other partitions begin
   */
  ConsumerLoop(
      Consumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> knownOffsets,
      StartPosition start) {
    this.consumer = consumer;
    this.gone = new GoneOffsets(consumer, ANSWER);
    this.partitions = List.copyOf(partitions);
    this.knownOffsets = Map.copyOf(knownOffsets);
    this.start = start;
    this.thread = new Thread(this::run, "kafka-" + partitions.get(0));
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** The next records, waiting so long for them; null where there are none. */
  @Nullable ConsumerRecords<byte[], byte[]> next(long waitMillis) throws IOException {
    ConsumerRecords<byte[], byte[]> records;
    try {
      records = fetched.poll(waitMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
    if (records == null && failure != null) {
      throw new IOException("Reading " + partitions + " from Kafka failed", failure);
    }
    return records;
  }

  /** Where the log was last seen to end. */
  EndOfLog endOfLog() {
    return endOfLog;
  }

  /** Where reading began; empty before the first contact with the broker. */
  Map<TopicPartition, Long> startOffsets() {
    return startOffsets;
  }

  /** What became of offsets that the log no longer has. */
  GoneOffsets gone() {
    return gone;
  }

  /** Tells the broker of these offsets soon; a later call replaces one that is still waiting. */
  void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    toCommit.set(offsets);
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      consumer.assign(partitions);
      startOffsets = seek();
      while (!closed) {
        pollOnce();
      }
    } catch (WakeupException | InterruptException e) {
      if (!closed) {
        failure = e;
      }
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      commitWaiting(true);
      consumer.close(ANSWER);
    }
  }

  private Map<TopicPartition, Long> seek() {
    List<TopicPartition> unknown =
        partitions.stream().filter(partition -> !knownOffsets.containsKey(partition)).toList();
    knownOffsets.forEach(consumer::seek);
    Map<TopicPartition, Long> offsets = new HashMap<>(knownOffsets);
    while (!closed && !unknown.isEmpty()) {
      try {
        Map<TopicPartition, Long> starts = StartOffsets.find(consumer, unknown, start, ANSWER);
        starts.forEach(consumer::seek);
        offsets.putAll(starts);
        break;
      } catch (RetriableException e) {
        waitFor(e);
      }
    }
    return offsets;
  }

  private void pollOnce() {
    try {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      if (!records.isEmpty()) {
        handOver(records);
      }
      long now = System.currentTimeMillis();
      if (now >= nextEndCheck && !closed) {
        nextEndCheck = now + END_CHECK_MILLIS;
        endOfLog = lookForEnd(now);
        if (waiting) {
          LOG.info("Kafka answers again, going on with {}", partitions);
          waiting = false;
        }
      }
      commitWaiting(false);
    } catch (OffsetOutOfRangeException e) {
      goOnElsewhere(e);
    } catch (RetriableException e) {
      waitFor(e);
    }
  }

  private void waitFor(RetriableException e) {
    if (!waiting) {
      LOG.warn("Waiting for Kafka to go on with {}: {}", partitions, e.getMessage());
    }
    waiting = true;
  }

  private void handOver(ConsumerRecords<byte[], byte[]> records) {
    try {
      while (!closed && !fetched.offer(records, HAND_OVER_MILLIS, TimeUnit.MILLISECONDS)) {
        commitWaiting(false);
      }
      handedOver++;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  private EndOfLog lookForEnd(long asOf) {
    Set<TopicPartition> reached = new HashSet<>();
    consumer
        .endOffsets(partitions, ANSWER)
        .forEach(
            (partition, end) -> {
              // The position, not the last record: markers of transactions take offsets too.
              if (consumer.position(partition, ANSWER) >= end) {
                reached.add(partition);
              }
            });
    return new EndOfLog(asOf, reached, handedOver);
  }

  private void goOnElsewhere(OffsetOutOfRangeException e) {
    try {
      gone.goOn(e);
    } catch (RetriableException later) {
      // The next poll will find the same offsets gone.
      waitFor(later);
    }
  }

  private void commitWaiting(boolean last) {
    Map<TopicPartition, OffsetAndMetadata> offsets = toCommit.getAndSet(null);
    if (offsets == null) {
      return;
    }
    if (last) {
      commitLast(offsets);
    } else {
      consumer.commitAsync(
          offsets,
          (committed, e) -> {
            // A later commit makes up for it: too small an offset repeats records and loses none.
            if (e != null) {
              LOG.warn("Offsets {} could not be committed: {}", committed, e.getMessage());
            }
          });
    }
  }

  private void commitLast(Map<TopicPartition, OffsetAndMetadata> offsets) {
    try {
      try {
        consumer.commitSync(offsets, ANSWER);
      } catch (WakeupException e) {
        // The wake-up of close() may have come too late for the poll it was meant for.
        consumer.commitSync(offsets, ANSWER);
      }
    } catch (RuntimeException e) {
      LOG.warn("The last offsets {} could not be committed: {}", offsets, e.getMessage());
    }
  }

  /**
   * What is known of the end of the log.
   *
   * @param asOf when it was looked up
   * @param reached which partitions had been fetched to their end
   * @param handedOver how many polls had been handed over by then
   */
  record EndOfLog(long asOf, Set<TopicPartition> reached, long handedOver) {
    static final EndOfLog UNSEEN = new EndOfLog(Long.MIN_VALUE, Set.of(), Long.MAX_VALUE);
  }
}
