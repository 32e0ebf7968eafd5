package io.github.beamwatch.io.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.io.sink.WriteToSink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the records of a bundle and waits for all of them before it ends. What the broker refuses
 * for good is a dead letter; whatever else goes wrong fails the bundle.
 */
final class ProduceFn extends DoFn<KV<String, String>, DeadLetter> {
  private static final long serialVersionUID = 1L;

  /** How many records are under way before the first of them is waited for. */
  private static final int UNDER_WAY = 10_000;

  private final Map<String, Object> client;
  private final String topic;
  private final String name;
  private final boolean failing;
  private final Counter written = Counters.sink("kafka", "written");
  private final Counter refused = Counters.sink("kafka", Reason.REFUSED.word());
  private transient @Nullable KafkaProducer<String, String> producer;
  private transient @Nullable List<Sent> sent;
  private transient @Nullable List<DeadLetter> dead;

  ProduceFn(Map<String, Object> client, String topic, String name, boolean failing) {
    this.client = client;
    this.topic = topic;
    this.name = name;
    this.failing = failing;
  }

  private record Sent(String text, Future<RecordMetadata> outcome) {}

  @StartBundle
  public void startBundle() {
    sent = new ArrayList<>();
    dead = new ArrayList<>();
  }

  @ProcessElement
  public void process(@Element KV<String, String> text) throws IOException, InterruptedException {
    if (producer == null) {
      producer = new KafkaProducer<>(client, new KeySerializer(), new StringSerializer());
    }
    List<Sent> underWay = requireNonNull(sent);
    try {
      underWay.add(
          new Sent(
              text.getValue(),
              producer.send(new ProducerRecord<>(topic, text.getKey(), text.getValue()))));
    } catch (KafkaException e) {
      notWritten(text.getValue(), e);
    }
    if (underWay.size() >= UNDER_WAY) {
      await(underWay);
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) throws IOException, InterruptedException {
    await(requireNonNull(sent));
    for (DeadLetter letter : requireNonNull(dead)) {
      context.output(letter, BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
    }
  }

  private void await(List<Sent> underWay) throws IOException, InterruptedException {
    if (producer != null) {
      producer.flush();
    }
    long done = 0;
    for (Sent one : underWay) {
      try {
        one.outcome.get();
        done++;
      } catch (ExecutionException e) {
        notWritten(one.text, requireNonNull(e.getCause()));
      }
    }
    underWay.clear();
    written.inc(done);
  }

  private void notWritten(String text, Throwable failure) throws IOException {
    Optional<String> reason = RefusedRecord.reason(failure);
    if (reason.isEmpty() || failing) {
      close();
      throw new IOException(
          "%s: not written to the topic %s: %s".formatted(name, topic, failure.getMessage()),
          failure);
    }
    refused.inc();
    requireNonNull(dead)
        .add(
            new DeadLetter(
                WriteToSink.STAGE, Reason.REFUSED, reason.get(), text.getBytes(UTF_8), name, null));
  }

  @Teardown
  public void close() {
    if (producer != null) {
      producer.close(Duration.ofSeconds(5));
      producer = null;
    }
  }
}
