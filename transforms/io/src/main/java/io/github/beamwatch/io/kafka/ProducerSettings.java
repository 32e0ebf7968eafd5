package io.github.beamwatch.io.kafka;

import io.github.beamwatch.core.spec.SinkSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The producer's properties: our defaults, the user's own, and those that nobody may change. */
final class ProducerSettings {

  private static final Map<String, String> RESERVED =
      Map.of(
          "bootstrap.servers", "bootstrapServers says it",
          "key.serializer", "keys are text",
          "value.serializer", "values are text",
          "transactional.id", "each writer is a producer of its own, without transactions");

  private static final int BATCH_BYTES = 64 << 10;

  private ProducerSettings() {}

  /** A sentence for each property of the spec that cannot be set. */
  static List<String> problems(SinkSpec.Kafka sink) {
    List<String> problems = new ArrayList<>();
    if (sink.bootstrapServers() != null) {
      BootstrapServers.problem(sink.bootstrapServers()).ifPresent(problems::add);
    }
    problems.addAll(ConsumerSettings.reserved(sink.properties(), RESERVED));
    return problems;
  }

  /**
   * The properties for a topic.
   *
   * @param topicBytes the topic's {@code max.message.bytes}: a batch that is larger would be sent
   *     again and again
   */
  static Map<String, Object> of(SinkSpec.Kafka sink, int topicBytes) {
    Map<String, Object> properties = new HashMap<>();
    // A record is written when all replicas have it, and once, however often it had to be sent.
    properties.put("acks", "all");
    properties.put("enable.idempotence", "true");
    // With several requests under way, the first batch of a new producer may be refused and its
    // second accepted, while a partition changes hands: the producer is then stuck for minutes.
    properties.put("max.in.flight.requests.per.connection", "1");
    properties.put("batch.size", Integer.toString(Math.min(BATCH_BYTES, topicBytes)));
    // Results come in bursts, a window of many series at a time: a few milliseconds make one
    // request of a burst, and repetitive JSON shrinks to a fraction.
    properties.put("linger.ms", "5");
    properties.put("compression.type", "lz4");
    properties.putAll(ClientSecurity.with(sink.properties(), sink.security()));
    return properties;
  }
}
