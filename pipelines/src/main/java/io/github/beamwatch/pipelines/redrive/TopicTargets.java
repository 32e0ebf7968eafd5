package io.github.beamwatch.pipelines.redrive;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.io.ConnectorUnavailableException;
import io.github.beamwatch.io.kafka.SinkProducer;
import io.github.beamwatch.pipelines.launch.JobFailedException;
import io.github.beamwatch.pipelines.sink.RecordKeys;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka sinks of a spec, for records that they did not take. Each is written with the key that
 * the sink gives it: to the brokers of the source in the caller's transaction, to brokers of the
 * sink's own with its login and properties.
 */
final class TopicTargets implements AutoCloseable {

  private final Map<String, SinkSpec.Kafka> sinks = new LinkedHashMap<>();
  private final List<String> groupBy;
  private final Map<String, SinkProducer> producers = new HashMap<>();

  private TopicTargets(List<String> groupBy) {
    this.groupBy = groupBy;
  }

  static TopicTargets none() {
    return new TopicTargets(List.of());
  }

  static TopicTargets of(PipelineSpec spec) {
    TopicTargets targets = new TopicTargets(spec.measure().groupBy());
    targets.add("alerts.sinks", spec.alerts().sinks());
    targets.add("sinks.metrics", spec.sinks().metrics());
    targets.add("sinks.scores", spec.sinks().scores());
    return targets;
  }

  private void add(String path, List<SinkSpec> specs) {
    for (int i = 0; i < specs.size(); i++) {
      SinkSpec.Kafka kafka = specs.get(i).kafka();
      if (kafka != null) {
        sinks.put(path + "[" + i + "].kafka", kafka);
      }
    }
  }

  boolean takes(String source) {
    return sinks.containsKey(source);
  }

  /** The record for a topic on the brokers of the source; null where it is on others. */
  @Nullable ProducerRecord<byte[], byte[]> onBrokersOfSource(Letter letter) {
    SinkSpec.Kafka sink = requireNonNull(sinks.get(letter.source()));
    return sink.bootstrapServers() == null
        ? new ProducerRecord<>(sink.topic(), SinkProducer.key(key(letter)), letter.payload())
        : null;
  }

  /** Sends to brokers of the sink's own; written with {@link #flush}. */
  void send(Letter letter) {
    String source = letter.source();
    SinkProducer producer = producers.get(source);
    if (producer == null) {
      try {
        producer = SinkProducer.open(requireNonNull(sinks.get(source)));
      } catch (ConnectorUnavailableException e) {
        throw new JobFailedException(source + ": " + e.getMessage(), e);
      }
      producers.put(source, producer);
    }
    producer.send(key(letter), letter.payload());
  }

  /**
   * Waits for all that was sent.
   *
   * @throws JobFailedException in one sentence for a topic that does not take all of it
   */
  void flush() {
    for (Map.Entry<String, SinkProducer> producer : producers.entrySet()) {
      try {
        producer.getValue().flush();
      } catch (ConnectorUnavailableException e) {
        throw new JobFailedException(producer.getKey() + ": " + e.getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new JobFailedException(producer.getKey() + ": interrupted", e);
      }
    }
  }

  private String key(Letter letter) {
    try {
      return RecordKeys.read(letter.source(), letter.payload(), groupBy);
    } catch (IllegalArgumentException e) {
      throw new JobFailedException(
          "a payload for %s is no record of it: %s".formatted(letter.source(), e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    producers.values().forEach(SinkProducer::close);
  }
}
