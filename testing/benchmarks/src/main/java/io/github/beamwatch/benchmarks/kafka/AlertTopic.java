package io.github.beamwatch.benchmarks.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.beamwatch.fixtures.AlertFiles;
import io.github.beamwatch.fixtures.PlainAlert;
import io.github.beamwatch.fixtures.process.ChildProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Watches a topic of one partition and notes when each alert arrives. */
final class AlertTopic implements AutoCloseable {

  /** An alert and when it was there, by {@link System#nanoTime}. */
  record Arrival(PlainAlert alert, long nanos) {}

  private static final Duration POLL = Duration.ofMillis(100);

  private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread watcher;

  AlertTopic(String servers, String topic) {
    Map<String, Object> settings = Map.of("bootstrap.servers", servers, "fetch.max.wait.ms", 50);
    watcher = new Thread(() -> watch(settings, new TopicPartition(topic, 0)), "alerts");
    watcher.start();
  }

  private void watch(Map<String, Object> settings, TopicPartition partition) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (!closed.get()) {
        for (ConsumerRecord<byte[], byte[]> alert : consumer.poll(POLL)) {
          long nanos = System.nanoTime();
          arrivals.add(new Arrival(AlertFiles.alert(new String(alert.value(), UTF_8)), nanos));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("the alert topic holds what is no alert", e);
    }
  }

  /** All that have arrived, in that order. */
  List<Arrival> arrivals() {
    return new ArrayList<>(arrivals);
  }

  /**
   * Waits until each of these alerts is there.
   *
   * @param identities as {@link PlainAlert#identity} gives them
   * @param job what should send them; it has to stay alive
   */
  void await(Set<String> identities, ChildProcess job, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    Set<String> missing = new HashSet<>(identities);
    while (true) {
      arrivals.forEach(arrival -> missing.remove(arrival.alert().identity()));
      if (missing.isEmpty()) {
        return;
      }
      if (!job.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException(
            String.format(
                "%s %s; %d alerts arrived and %d of %d are missing, such as %s",
                job,
                job.isAlive() ? "takes too long" : "has ended",
                arrivals.size(),
                missing.size(),
                identities.size(),
                missing.iterator().next()));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed.set(true);
    watcher.join();
  }
}
