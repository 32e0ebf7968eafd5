package io.github.beamwatch.io.kafka;

import io.github.beamwatch.beam.parse.DeadLetterCoder;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.spec.SinkSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Writes JSON texts to a Kafka topic, each under its key, so that the records of one key stay in
 * one partition and in order; a record with an empty key has none.
 *
 * <p>Input: bounded or not, any windowing. Output: a dead letter of stage {@code write} for each
 * record that the broker refuses for good (too large, no permission); in the global window. A
 * record is acknowledged by all replicas before its bundle ends, so none is lost; a failure that
 * may pass fails the bundle, and when a runner takes it up again, records are written again, equal
 * to the first. Whoever reads them tells repetitions by their id, as {@code alert_id} is for
 * alerts.
 *
 * <pre>{@code
 * PCollection<DeadLetter> dead =
 *     alerts.apply("WriteAlerts", KafkaSink.write(sink, "localhost:9092"));
 * }</pre>
 */
public final class KafkaSink
    extends PTransform<PCollection<KV<String, String>>, PCollection<DeadLetter>> {

  private static final long serialVersionUID = 1L;

  private final SinkSpec.Kafka sink;
  private final String bootstrapServers;
  private final String source;
  private final boolean failing;

  private KafkaSink(SinkSpec.Kafka sink, String bootstrapServers, String source, boolean failing) {
    this.sink = sink;
    this.bootstrapServers = bootstrapServers;
    this.source = source;
    this.failing = failing;
  }

  /**
   * Writes to the topic of the spec.
   *
   * @param defaultBootstrapServers the brokers where the spec names none
   */
  public static KafkaSink write(SinkSpec.Kafka sink, String defaultBootstrapServers) {
    List<String> problems = problems(sink);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return new KafkaSink(
        sink,
        sink.bootstrapServers() == null ? defaultBootstrapServers : sink.bootstrapServers(),
        "kafka",
        false);
  }

  /** Its name in dead letters, such as {@code alerts.sinks[0].kafka}. */
  public KafkaSink named(String name) {
    return new KafkaSink(sink, bootstrapServers, name, failing);
  }

  /** Fails the bundle for a record that is refused: for dead letters, which go nowhere else. */
  public KafkaSink failing() {
    return new KafkaSink(sink, bootstrapServers, source, true);
  }

  /** A sentence for each setting of the spec that cannot be. */
  public static List<String> problems(SinkSpec.Kafka sink) {
    return ProducerSettings.problems(sink);
  }

  @Override
  public PCollection<DeadLetter> expand(PCollection<KV<String, String>> input) {
    Map<String, Object> client = new HashMap<>(ProducerSettings.of(sink));
    client.put("bootstrap.servers", bootstrapServers);
    return input
        .apply("GlobalWindow", Window.into(new GlobalWindows()))
        .apply("WriteKafka", ParDo.of(new ProduceFn(client, sink.topic(), source, failing)))
        .setCoder(DeadLetterCoder.of());
  }
}
