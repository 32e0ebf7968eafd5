package io.github.beamwatch.io.deliver;

import static io.github.beamwatch.fixtures.alert.SampleAlerts.firing;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.spec.Secret;
import io.github.beamwatch.core.spec.delivery.ChannelSpec;
import io.github.beamwatch.core.spec.delivery.ClaimsSpec;
import io.github.beamwatch.fixtures.http.CountingServer;
import io.github.beamwatch.fixtures.http.CountingServer.Answer;
import io.github.beamwatch.fixtures.process.LoopbackPorts;
import io.github.beamwatch.io.deliver.claim.LocalClaims;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is logged while everything fails holds no address with a token, and no password. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class SecrecyTest {

  private static final String MARKER = "never-print-me";

  private final PrintStream usual = System.err;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(log, true, UTF_8));
  }

  @AfterEach
  void stopListening() {
    System.setErr(usual);
  }

  private String logged() {
    return log.toString(UTF_8);
  }

  private static ChannelSpec channel(String url, Duration retryFor, Duration timeout) {
    return Deliveries.webhook(url, null, retryFor, timeout, 4);
  }

  /** Redis never answers either: after {@code waitFor} the message goes out unclaimed. */
  private void deliver(ChannelSpec channel) throws InterruptedException {
    ClaimsSpec claims =
        new ClaimsSpec(
            new ClaimsSpec.Redis(
                Secret.of("redis://user:" + MARKER + "@127.0.0.1:" + LoopbackPorts.free()), null),
            null,
            null,
            Duration.ofMillis(100));
    OpenCount open = new OpenCount();
    open.more();
    try (Courier courier =
        new Courier(Deliveries.spec(Map.of("team", channel), List.of(), claims, null, null))) {
      courier.deliver(
          Deliveries.routed(firing(1)),
          (parcel, outcome) -> {
            outcomes.add(outcome);
            open.less();
          });
      open.awaitNone();
    }
  }

  private void checkLog(String channelSaid) {
    assertThat(logged())
        .contains("Waiting to learn what was sent already: Redis at 127.0.0.1:", channelSaid)
        .doesNotContain(MARKER);
    assertThat(outcomes).noneMatch(outcome -> outcome.detail().contains(MARKER));
  }

  @Test
  void a_channel_that_answers_with_an_error() throws Exception {
    try (CountingServer server = CountingServer.start().usually(Answer.of(500))) {
      deliver(
          channel(
              server.url("/services/" + MARKER + "?token=" + MARKER),
              Duration.ofMillis(600),
              Duration.ofSeconds(20)));
    }
    checkLog("answered 500");
  }

  @Test
  void a_channel_that_hangs_and_then_takes_it() throws Exception {
    try (CountingServer server = CountingServer.start().then(Answer.HANG)) {
      deliver(
          channel(
              server.url("/services/" + MARKER), Duration.ofMinutes(1), Duration.ofMillis(300)));
    }
    checkLog("did not answer within 300 ms");
    assertThat(outcomes).containsExactly(Outcome.SENT);
  }

  @Test
  void a_channel_that_is_not_there() throws Exception {
    deliver(
        channel(
            "http://user:%s@127.0.0.1:%d/%s".formatted(MARKER, LoopbackPorts.free(), MARKER),
            Duration.ofMillis(600),
            Duration.ofSeconds(20)));
    checkLog("cannot be reached");
  }

  @Test
  void a_channel_that_breaks_in_our_own_hands() {
    CompletableFuture<Outcome> settled = new CompletableFuture<>();
    try (ChannelQueue queue =
        new ChannelQueue(
            "team",
            channel("http://unused", Duration.ofMillis(600), Duration.ofSeconds(20)),
            null,
            alerts ->
                CompletableFuture.failedFuture(
                    new IllegalStateException("POST https://hooks/" + MARKER)),
            new LocalClaims(),
            Duration.ZERO,
            new DeliveryNews(),
            Clock.systemUTC())) {
      queue.add(
          firing(1),
          Deliveries.routed(firing(1)).record(),
          (parcel, outcome) -> settled.complete(outcome));
      assertThat(settled.join().detail()).isEqualTo("the attempt failed");
    }
    assertThat(logged()).contains("java.lang.IllegalStateException").doesNotContain(MARKER);
  }
}
