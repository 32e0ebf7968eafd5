package io.github.beamwatch.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.beamwatch.core.generate.AdEventGenerator;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the lines of a file to a topic, evenly over some time, then for each partition an event
 * that closes the windows before it. A broker that is away is waited for: nothing is lost here, and
 * the log is the same whatever happens.
 */
final class EventFeed implements AutoCloseable {

  static final String TOPIC = "ad-events";
  static final int PARTITIONS = 4;

  private static final long LOOK_NANOS = 20_000_000;

  private final Path file;
  private final long total;
  private final Instant end;
  private final Duration time;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Thread thread;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private volatile long sent;
  private volatile boolean closed;
  private volatile DoubleSupplier mayBeSent = () -> 1;

  /**
   * @param total how many lines the file has
   * @param generator what wrote them
   * @param time how long to take
   */
  EventFeed(
      Path file, long total, AdEventGenerator generator, Duration time, String bootstrapServers) {
    this.file = file;
    this.total = total;
    this.end = generator.start().plus(Duration.ofMinutes(generator.minutes() + 5L));
    this.time = time;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "linger.ms", "20",
                "max.block.ms", "300000",
                "request.timeout.ms", "5000",
                "delivery.timeout.ms", "300000"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.thread = new Thread(this::run, "event-feed");
    thread.setDaemon(true);
  }

  /**
   * Begins.
   *
   * @param limit how much may be sent by now, from 0 to 1
   */
  void start(DoubleSupplier limit) {
    mayBeSent = limit;
    thread.start();
  }

  private void run() {
    long start = System.nanoTime();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int read = in.read(); read >= 0 && !closed; read = in.read()) {
        if (read != '\n') {
          line.write(read);
          continue;
        }
        while (progress() > mayBeSent.getAsDouble() && !closed) {
          LockSupport.parkNanos(LOOK_NANOS);
          start += LOOK_NANOS;
        }
        long due = start + (long) ((double) time.toNanos() * sent / total);
        for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
          LockSupport.parkNanos(early);
        }
        send((int) (sent % PARTITIONS), line.toByteArray());
        line.reset();
        sent++;
      }
      for (int partition = 0; partition < PARTITIONS; partition++) {
        send(partition, closingEvent(end.plusSeconds(partition)));
      }
      producer.flush();
    } catch (IOException | RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  private void send(int partition, byte[] line) {
    producer.send(
        new ProducerRecord<>(TOPIC, partition, null, line),
        (metadata, e) -> {
          if (e != null) {
            failure.compareAndSet(null, e);
          }
        });
  }

  private static byte[] closingEvent(Instant time) {
    return ("{\"event_id\":\"close\",\"event_type\":\"impression\",\"event_time\":\""
            + time
            + "\",\"country\":\"ZZ\",\"ad_format\":\"banner\",\"revenue\":0.0}")
        .getBytes(UTF_8);
  }

  /** How much of it is sent, from 0 to 1. */
  double progress() {
    return (double) sent / total;
  }

  /** Whether all of it has arrived. */
  boolean isDone() {
    Exception e = failure.get();
    if (e != null) {
      throw new UncheckedIOException(
          "events were lost before they reached Kafka", new IOException(e));
    }
    return !thread.isAlive();
  }

  @Override
  public void close() {
    closed = true;
    producer.close(Duration.ofSeconds(5));
  }
}
