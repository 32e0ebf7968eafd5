package io.github.beamwatch.io.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.fixtures.kafka.KafkaBroker;
import io.github.beamwatch.fixtures.pipeline.DirectRun;
import io.github.beamwatch.fixtures.pipeline.Kept;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

/** A broker that goes away while results are written: they wait for it, and come once. */
class KafkaSinkFailureTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TEXTS = 200;

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
  void whatTheBrokerRefusesForGoodIsADeadLetterAndTheRestIsWritten() {
    String large = "x".repeat(150_000);
    DirectRun run = DirectRun.withParallelism(1);
    try (KafkaBroker broker = KafkaBroker.start(Map.of("message.max.bytes", "100000"), Map.of())) {
      broker.createTopic("small", 2);
      List<KV<String, String>> texts =
          IntStream.range(0, TEXTS)
              .mapToObj(i -> KV.of("k" + i % 7, i % 50 == 17 ? large + i : "v" + i))
              .toList();
      Kept<DeadLetter> dead =
          run.keep(
              run.pipeline()
                  .apply(Create.of(texts))
                  .apply(
                      KafkaSink.write(
                              new SinkSpec.Kafka(
                                  null, "small", null, Map.of("compression.type", "none")),
                              broker.bootstrapServers())
                          .named("alerts.sinks[0].kafka")));
      run.toEnd();

      assertThat(dead.values())
          .hasSize(4)
          .allSatisfy(
              letter -> {
                assertThat(letter.stage()).isEqualTo("write");
                assertThat(letter.reason()).isEqualTo(Reason.REFUSED);
                assertThat(letter.source()).isEqualTo("alerts.sinks[0].kafka");
                assertThat(letter.detail()).startsWith("the record is larger than Kafka allows");
                assertThat(new String(letter.payload(), UTF_8)).startsWith(large);
              });
      assertThat(
              broker.consume("small", TEXTS - 4, PATIENCE).stream()
                  .map(record -> new String(record.value(), UTF_8)))
          .containsExactlyInAnyOrderElementsOf(
              texts.stream().map(KV::getValue).filter(text -> !text.startsWith("x")).toList());
      assertThat(broker.size("small")).isEqualTo(TEXTS - 4);
    }
  }

  @Test
  void aTopicThatTheUserMayNotWriteRefusesItsRecordsAndAnotherFailureIsTriedAgain() {
    assertThat(RefusedRecord.reason(new TopicAuthorizationException("secret"))).isPresent();
    assertThat(RefusedRecord.reason(new InvalidTopicException("a/b"))).isPresent();
    assertThat(RefusedRecord.reason(new RecordTooLargeException("big"))).isPresent();
    assertThat(RefusedRecord.reason(new TimeoutException("later"))).isEmpty();
    assertThat(RefusedRecord.reason(new NotEnoughReplicasException("later"))).isEmpty();
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
                new SinkSpec.Kafka(null, topic, null, Map.of()), broker.bootstrapServers()));
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
