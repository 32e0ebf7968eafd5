package io.github.beamwatch.io.kafka;

import io.github.beamwatch.core.spec.KafkaSourceSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The consumer's properties: our defaults, the user's own, and those that nobody may change. */
final class ConsumerSettings {

  /** Properties that a setting of the source decides, or that would lose records. */
  private static final Map<String, String> RESERVED =
      Map.of(
          "bootstrap.servers", "bootstrapServers says it",
          "group.id", "groupId says it",
          "auto.offset.reset", "startFrom says it",
          "enable.auto.commit", "offsets are committed when their results are safe",
          "key.deserializer", "keys are bytes",
          "value.deserializer", "records are bytes");

  private ConsumerSettings() {}

  /** A sentence for each property of the spec that cannot be set. */
  static List<String> problems(KafkaSourceSpec spec) {
    List<String> problems = new ArrayList<>();
    BootstrapServers.problem(spec.bootstrapServers()).ifPresent(problems::add);
    problems.addAll(reserved(spec.properties(), RESERVED));
    return problems;
  }

  static List<String> reserved(Map<String, String> properties, Map<String, String> reserved) {
    return properties.keySet().stream()
        .filter(reserved::containsKey)
        .map(name -> "the Kafka property " + name + " cannot be set here: " + reserved.get(name))
        .toList();
  }

  static Map<String, String> of(KafkaSourceSpec spec) {
    Map<String, String> properties = new TreeMap<>();
    // Large polls: each costs a hand-over between threads.
    properties.put("max.poll.records", "20000");
    properties.put("receive.buffer.bytes", "524288");
    // Three answers may be held at once; the broker's default of 50 MB would be felt.
    properties.put("fetch.max.bytes", "16777216");
    // What an aborted transaction wrote was never said.
    properties.put("isolation.level", "read_committed");
    properties.put("allow.auto.create.topics", "false");
    properties.putAll(ClientSecurity.with(spec.properties(), spec.security()));

    properties.put("bootstrap.servers", spec.bootstrapServers());
    properties.put("key.deserializer", ByteArrayDeserializer.class.getName());
    properties.put("value.deserializer", ByteArrayDeserializer.class.getName());
    properties.put("enable.auto.commit", "false");
    // The start is sought explicitly; records that expired unread must not be skipped unseen.
    properties.put("auto.offset.reset", "none");
    if (spec.groupId() != null) {
      properties.put("group.id", spec.groupId());
    }
    return Collections.unmodifiableMap(properties);
  }
}
