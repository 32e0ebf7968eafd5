package io.github.beamwatch.io.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.beam.json.JsonLines;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.DeadLetter.PayloadState;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.fixtures.kafka.KafkaBroker;
import io.github.beamwatch.fixtures.pipeline.DirectRun;
import io.github.beamwatch.fixtures.pipeline.Kept;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;

/** A broker that goes away while results are written: they wait for it, and come once. */
class KafkaSinkFailureTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TEXTS = 200;
  private static final Map<String, String> SMALL = Map.of("message.max.bytes", "100000");

  private static CountDownLatch halfway;
  private static CountDownLatch goOn;

  @Test
  void writesOnceABrokerThatWasAwayIsThere() {
    try (KafkaBroker broker = KafkaBroker.start()) {
      broker.createTopic("away", 2);
      broker.stop();
      PipelineResult running = write(broker, "away", false);
      broker.resume();

      assertThat(running.waitUntilFinish()).isEqualTo(PipelineResult.State.DONE);
      assertEachOnce(broker, "away");
    }
  }

  @Test
  void writesOnThroughARestartOfTheBroker() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start()) {
      broker.createTopic("restarted", 2);
      halfway = new CountDownLatch(1);
      goOn = new CountDownLatch(1);
      PipelineResult running = write(broker, "restarted", true);
      assertThat(halfway.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      broker.stop();
      goOn.countDown();
      broker.resume();

      assertThat(running.waitUntilFinish()).isEqualTo(PipelineResult.State.DONE);
      assertEachOnce(broker, "restarted");
    }
  }

  /** One text that is too large among many: it alone is dead, with all of its payload. */
  @Test
  void whatIsTooLargeForTheTopicIsADeadLetterAndTheRestIsWritten() throws Exception {
    Random random = new Random(5);
    // The first can be compressed to a fraction, the second cannot.
    String repeats = "x".repeat(150_000);
    String large =
        random.ints(150_000, 'a', 'z' + 1).mapToObj(Character::toString).collect(joining());
    for (String compression : List.of("none", "lz4")) {
      boolean lz4 = compression.equals("lz4");
      List<KV<String, String>> texts =
          IntStream.range(0, TEXTS)
              .mapToObj(
                  i -> KV.of("k" + i % 7, i == 17 ? large + i : i == 18 ? repeats + i : "v" + i))
              .toList();
      DirectRun run = DirectRun.withParallelism(1);
      try (KafkaBroker broker = KafkaBroker.start(SMALL, Map.of())) {
        broker.createTopic("small", 2);
        Kept<DeadLetter> dead =
            run.keep(
                run.pipeline()
                    .apply(Create.of(texts))
                    .apply(sink(broker, compression).named("alerts.sinks[0].kafka")));
        run.toEnd();

        assertThat(dead.values())
            .hasSize(lz4 ? 1 : 2)
            .allSatisfy(
                letter -> {
                  assertThat(letter.stage()).isEqualTo("write");
                  assertThat(letter.reason()).isEqualTo(Reason.REFUSED);
                  assertThat(letter.source()).isEqualTo("alerts.sinks[0].kafka");
                  assertThat(letter.detail())
                      .isEqualTo(
                          "a record of 150002 bytes is larger than the Kafka topic small takes,"
                              + " which is 100000");
                  assertThat(letter.payloadState()).isEqualTo(PayloadState.WHOLE);
                });
        assertThat(dead.values().stream().map(letter -> new String(letter.payload(), UTF_8)))
            .contains(large + 17);
        int written = TEXTS - dead.values().size();
        assertThat(
                broker.consume("small", written, PATIENCE).stream()
                    .map(record -> new String(record.value(), UTF_8)))
            .hasSize(written)
            .doesNotContain(large + 17);
        assertThat(broker.size("small")).isEqualTo(written);
      }
    }
  }

  @Test
  void aDeadLetterThatIsTooLargeIsCutUntilItFits() throws Exception {
    DeadLetter letter =
        new DeadLetter(
            "write",
            Reason.REFUSED,
            "too large",
            "\"\u00e9\ud83d\ude00".repeat(40_000).getBytes(UTF_8),
            "alerts.sinks[0].kafka",
            null);
    DirectRun run = DirectRun.withParallelism(1);
    try (KafkaBroker broker = KafkaBroker.start(SMALL, Map.of())) {
      broker.createTopic("small", 1);
      Kept<DeadLetter> dead =
          run.keep(
              run.pipeline()
                  .apply(Create.of(KV.of("", JsonLines.of(letter, "v1"))))
                  .apply(sink(broker, "none").ofDeadLetters()));
      run.toEnd();

      assertThat(dead.values()).isEmpty();
      byte[] value = broker.consume("small", 1, PATIENCE).get(0).value();
      JsonNode json = new ObjectMapper().readTree(value);
      assertThat(value.length).isBetween(40_000, 100_000);
      assertThat(json.path("payload_state").asText()).isEqualTo("cut");
      assertThat(json.path("detail").asText())
          .isEqualTo("too large; cut here, because the Kafka topic takes 100000 bytes");
      assertThat(new String(letter.payload(), UTF_8)).startsWith(json.path("payload").asText());
      assertThat(json.path("source").asText()).isEqualTo("alerts.sinks[0].kafka");
    }
  }

  /** The limit is what the broker says, as at the start of a job. */
  private static KafkaSink sink(KafkaBroker broker, String compression) throws Exception {
    return KafkaSink.write(
            new SinkSpec.Kafka(null, "small", null, Map.of("compression.type", compression), null),
            broker.bootstrapServers())
        .withTopicLimit(
            KafkaPreflight.checkSink(broker.bootstrapServers(), "small", Map.of(), PATIENCE));
  }

  private static PipelineResult write(KafkaBroker broker, String topic, boolean waits) {
    DirectOptions options = PipelineOptionsFactory.as(DirectOptions.class);
    options.setRunner(DirectRunner.class);
    options.setBlockOnRun(false);
    options.setTargetParallelism(1);
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply(
            Create.of(
                IntStream.range(0, TEXTS).mapToObj(i -> KV.of("k" + i % 7, "v" + i)).toList()))
        .apply("WaitHalfway", ParDo.of(new WaitHalfwayFn(waits)))
        .apply(
            KafkaSink.write(
                new SinkSpec.Kafka(null, topic, null, Map.of(), null), broker.bootstrapServers()));
    return pipeline.run();
  }

  private static void assertEachOnce(KafkaBroker broker, String topic) {
    List<String> found =
        broker.consume(topic, TEXTS, PATIENCE).stream()
            .map(record -> new String(record.value(), UTF_8))
            .toList();
    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, TEXTS).mapToObj(i -> "v" + i).toList());
    assertThat(broker.size(topic)).isEqualTo(TEXTS);
  }

  private static final class WaitHalfwayFn extends DoFn<KV<String, String>, KV<String, String>> {
    private static final long serialVersionUID = 1L;
    private final boolean waits;

    WaitHalfwayFn(boolean waits) {
      this.waits = waits;
    }

    @ProcessElement
    public void process(@Element KV<String, String> text, OutputReceiver<KV<String, String>> out)
        throws InterruptedException {
      if (waits && text.getValue().equals("v" + TEXTS / 2)) {
        halfway.countDown();
        goOn.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
      out.output(text);
    }
  }
}
