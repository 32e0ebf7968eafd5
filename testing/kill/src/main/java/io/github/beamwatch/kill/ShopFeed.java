package io.github.beamwatch.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A shop that sells once a second of event time, until it is closed; every seventh amount is four
 * times the usual. Each event closes the window before it.
 */
final class ShopFeed implements AutoCloseable {

  private static final Instant START = Instant.parse("2025-12-17T08:00:00Z");

  private final String topic;
  private final Duration pause;
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<String> sent = new ArrayList<>();
  private final Thread thread = new Thread(this::run, "shop-feed");
  private volatile boolean closed;

  /**
   * @param pause between two events, by the clock
   */
  ShopFeed(String bootstrapServers, String topic, Duration pause) {
    this.topic = topic;
    this.pause = pause;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!closed) {
      int number = sent.size();
      String event =
          "{\"at\":\"%s\",\"shop\":\"s\",\"amount\":%d}"
              .formatted(START.plusSeconds(number), number % 7 == 6 ? 400 : 90 + number * 31 % 20);
      producer.send(new ProducerRecord<>(topic, event.getBytes(UTF_8)));
      synchronized (sent) {
        sent.add(event);
      }
      LockSupport.parkNanos(pause.toNanos());
    }
    producer.flush();
  }

  /** All that was sent so far. */
  List<String> sent() {
    synchronized (sent) {
      return List.copyOf(sent);
    }
  }

  /** The starts of the windows that are closed by what was sent, as sinks write them. */
  List<String> windows() {
    List<String> windows = new ArrayList<>();
    for (int number = 0, closing = sent().size() - 1; number < closing; number++) {
      windows.add(START.plusSeconds(number).toString().replace("Z", ".000Z"));
    }
    return windows;
  }

  /** Sends no more; what was sent has arrived. */
  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
    producer.close();
  }
}
