package io.github.beamwatch.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.fixtures.kafka.KafkaBrokerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The topics of a broker, as a test looks at them. */
record Topics(KafkaBrokerProcess broker) {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final ObjectMapper JSON = new ObjectMapper();

  long size(String topic) {
    return broker.topics().size(topic);
  }

  List<JsonNode> read(String topic) {
    return broker.topics().consume(topic, (int) size(topic), PATIENCE).stream()
        .map(record -> json(record.value()))
        .toList();
  }

  /** A field of every record. */
  List<String> field(String topic, String field) {
    return read(topic).stream().map(record -> record.path(field).asText()).toList();
  }

  void write(String topic, String key, String value) {
    broker
        .topics()
        .produce(List.of(new ProducerRecord<>(topic, key.getBytes(UTF_8), value.getBytes(UTF_8))));
  }

  private static JsonNode json(byte[] value) {
    try {
      return JSON.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(new String(value, UTF_8), e);
    }
  }

  /** Waits until something holds. */
  static void await(String what, BooleanSupplier holds, Supplier<String> otherwise) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("still waiting for " + what + "; " + otherwise.get());
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
