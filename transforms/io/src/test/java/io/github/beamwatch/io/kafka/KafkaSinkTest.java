package io.github.beamwatch.io.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.fixtures.kafka.KafkaBroker;
import io.github.beamwatch.fixtures.kafka.KafkaExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class KafkaSinkTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void writesEachTextUnderItsKey(KafkaBroker broker) {
    broker.createTopic("alerts", 4);
    List<KV<String, String>> texts =
        IntStream.range(0, 200)
            .mapToObj(i -> KV.of("series-" + i % 7, "{\"n\":" + i + ",\"city\":\"Köln\"}"))
            .toList();

    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(texts))
        .apply(KafkaSink.write(sink("alerts", null, Map.of()), broker.bootstrapServers()));
    pipeline.run().waitUntilFinish();

    List<ConsumerRecord<byte[], byte[]>> records = broker.consume("alerts", 200, PATIENCE);
    assertThat(records)
        .extracting(r -> KV.of(new String(r.key(), UTF_8), new String(r.value(), UTF_8)))
        .containsExactlyInAnyOrderElementsOf(texts);
    assertThat(broker.size("alerts")).isEqualTo(200);
    assertThat(records.stream().map(r -> new String(r.key(), UTF_8) + r.partition()).distinct())
        .as("one partition for each key")
        .hasSize(7);
  }

  @Test
  void emptyKeyIsNone(KafkaBroker broker) {
    broker.createTopic("keyless", 1);

    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(KV.of("", "v")))
        .apply(KafkaSink.write(sink("keyless", null, Map.of()), broker.bootstrapServers()));
    pipeline.run().waitUntilFinish();

    List<ConsumerRecord<byte[], byte[]>> records = broker.consume("keyless", 1, PATIENCE);
    assertThat(records).extracting(ConsumerRecord::key).containsOnlyNulls();
  }

  @Test
  void ownBrokersGoBeforeTheDefault(KafkaBroker broker) {
    broker.createTopic("own", 1);

    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(KV.of("k", "v")))
        .apply(KafkaSink.write(sink("own", broker.bootstrapServers(), Map.of()), "nowhere:1"));
    pipeline.run().waitUntilFinish();

    assertThat(broker.consume("own", 1, PATIENCE)).hasSize(1);
  }

  @Test
  void refusesPropertiesThatItDecides() {
    SinkSpec.Kafka sink = sink("t", "nonsense", Map.of("key.serializer", "x", "linger.ms", "9"));

    assertThat(KafkaSink.problems(sink))
        .containsExactly(
            "bootstrapServers names \"nonsense\", which is no address; allowed is host:port, such"
                + " as localhost:9092, several separated by commas",
            "the Kafka property key.serializer cannot be set here: keys are text");
    assertThatThrownBy(() -> KafkaSink.write(sink, "localhost:9092"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void propertiesOfTheSpecGoBeforeTheDefaults() {
    assertThat(ProducerSettings.of(sink("t", null, Map.of("linger.ms", "9")), RecordLimit.UNKNOWN))
        .containsEntry("linger.ms", "9")
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", "true");
  }

  private static SinkSpec.Kafka sink(
      String topic, String bootstrapServers, Map<String, String> properties) {
    return new SinkSpec.Kafka(bootstrapServers, topic, null, properties, null);
  }
}
