package io.github.beamwatch.io.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import io.github.beamwatch.core.spec.Secret;
import io.github.beamwatch.core.spec.WebhookSinkSpec;
import io.github.beamwatch.fixtures.pipeline.DirectRun;
import io.github.beamwatch.fixtures.pipeline.Kept;
import io.github.beamwatch.fixtures.process.LoopbackPorts;
import io.github.beamwatch.io.ConnectorUnavailableException;
import io.github.beamwatch.io.sink.Rows;
import io.github.beamwatch.io.sink.SinkRow;
import io.github.beamwatch.io.sink.SinkRowCoder;
import io.github.beamwatch.io.sink.WriteToSink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a real HTTP server. */
class WebhookSinkTest {

  private final ConcurrentLinkedQueue<String> bodies = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> tokens = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> signatures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger failures = new AtomicInteger();
  private volatile int failure = 503;
  private final int port = LoopbackPorts.free();
  private HttpServer server;

  private void start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          boolean fails =
              exchange.getRequestMethod().equals("POST")
                  && failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
          if (!fails && exchange.getRequestMethod().equals("POST")) {
            bodies.add(body);
            tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Token")));
            signatures.add(
                String.valueOf(
                    exchange.getRequestHeaders().getFirst(WebhookSink.SIGNATURE_HEADER)));
          }
          exchange.sendResponseHeaders(fails ? failure : 204, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  private WebhookSinkSpec spec(int batch) {
    return new WebhookSinkSpec(
        Secret.of("http://127.0.0.1:" + port + "/never-print-me"),
        Map.of("X-Token", Secret.of("never-print-me")),
        batch,
        Secret.of("never-print-me-key"),
        null,
        Duration.ofSeconds(2),
        Duration.ofSeconds(20));
  }

  private List<DeadLetter> write(List<SinkRow> rows, WebhookSinkSpec spec) {
    DirectRun run = DirectRun.withParallelism(1);
    Kept<DeadLetter> dead =
        run.keep(
            run.pipeline()
                .apply(Create.of(rows).withCoder(SinkRowCoder.of()))
                .apply(
                    WriteToSink.of("webhook", "alerts.sinks[0].webhook", new WebhookSink(spec))
                        .withRetryFor(spec.retryFor())));
    run.toEnd();
    return dead.values();
  }

  @Test
  void an_object_is_a_request_of_its_own_signed_and_with_its_headers() {
    start();

    assertThat(write(Rows.alerts(2), spec(1))).isEmpty();

    assertThat(bodies).containsExactlyInAnyOrder("{\"alert_id\":\"a0\"}", "{\"alert_id\":\"a1\"}");
    assertThat(tokens).containsOnly("never-print-me");
    // printf '{"alert_id":"a0"}' | openssl dgst -sha256 -hmac never-print-me-key
    assertThat(signatures)
        .contains("sha256=f5ecbf2f0da6243aeca3e5c5a53fb4431e9bd2708375be560d1d461150ed64a3");
  }

  @Test
  void a_batch_is_an_array() {
    start();
    write(List.of(Rows.alert("one")), spec(10));

    assertThat(bodies).containsExactly("[{\"alert_id\":\"one\"}]");
  }

  @Test
  void a_busy_server_is_tried_again() {
    start();
    failures.set(3);

    assertThat(write(Rows.alerts(1), spec(1))).isEmpty();
    assertThat(bodies).hasSize(1);
  }

  @Test
  void a_server_that_starts_late_gets_everything() throws Exception {
    Executor later = CompletableFuture.delayedExecutor(700, TimeUnit.MILLISECONDS);
    CompletableFuture<Void> late = CompletableFuture.runAsync(this::start, later);

    assertThat(write(Rows.alerts(3), spec(1))).isEmpty();
    late.get();
    assertThat(bodies).hasSize(3);
  }

  @Test
  void what_is_refused_is_a_dead_letter_that_shows_no_token() {
    start();
    failure = 400;
    failures.set(1);

    assertThat(write(List.of(Rows.alert("a")), spec(1)))
        .containsExactly(
            new DeadLetter(
                "write",
                Reason.REFUSED,
                "http://127.0.0.1:" + port + " answered 400",
                "{\"alert_id\":\"a\"}".getBytes(UTF_8),
                "alerts.sinks[0].webhook",
                120_000L));
  }

  @Test
  void a_server_that_is_not_there_is_told_at_start() {
    assertThatThrownBy(() -> new WebhookSink(spec(1)).prepare())
        .isInstanceOf(ConnectorUnavailableException.class)
        .hasMessage(
            "http://127.0.0.1:" + port + " cannot be reached; check the url and start the server");
  }

  @Test
  void a_server_that_answers_anything_will_do() throws Exception {
    start();

    new WebhookSink(spec(1)).prepare();
  }
}
