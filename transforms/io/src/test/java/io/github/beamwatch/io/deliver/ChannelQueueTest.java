package io.github.beamwatch.io.deliver;

import static io.github.beamwatch.fixtures.alert.SampleAlerts.firing;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.beam.delivery.RoutedAlert;
import io.github.beamwatch.io.deliver.channel.Channel;
import io.github.beamwatch.io.deliver.channel.Letter;
import io.github.beamwatch.io.deliver.channel.SendResult;
import io.github.beamwatch.io.deliver.claim.Claim;
import io.github.beamwatch.io.deliver.claim.ClaimRequest;
import io.github.beamwatch.io.deliver.claim.Claims;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many messages are in doubt, which a crash would repeat. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ChannelQueueTest {

  private static final int MOST = 4;
  private static final Duration LATER = Duration.ofSeconds(42);

  private final Asked channel = new Asked();
  private final Memory memory = new Memory();
  private final DeliveryNews news = new DeliveryNews();
  private final List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());

  /** A channel that answers when the test says so. */
  private static final class Asked implements Channel {
    private final List<CompletableFuture<SendResult>> open = new ArrayList<>();
    private int attempts;
    private int mostOpen;

    @Override
    public synchronized CompletableFuture<SendResult> send(List<Letter> alerts) {
      attempts++;
      CompletableFuture<SendResult> answer = new CompletableFuture<>();
      open.add(answer);
      mostOpen = Math.max(mostOpen, open.size());
      return answer;
    }

    synchronized int attempts() {
      return attempts;
    }

    synchronized int open() {
      return open.size();
    }

    /** The most that were open since it was asked for the last time. */
    synchronized int mostOpen() {
      int most = mostOpen;
      mostOpen = open.size();
      return most;
    }

    void answer(SendResult result) {
      CompletableFuture<SendResult> oldest;
      synchronized (this) {
        oldest = open.remove(0);
      }
      oldest.complete(result);
    }
  }

  /** A memory that takes its time, and knows what is in doubt. */
  private static final class Memory implements Claims {
    private final CountDownLatch works = new CountDownLatch(1);
    private int claimed;
    private int remembered;
    private int mostInDoubt;

    @Override
    public synchronized List<Claim> claim(List<ClaimRequest> requests) {
      claimed += requests.size();
      mostInDoubt = Math.max(mostInDoubt, claimed - remembered);
      return Collections.nCopies(requests.size(), Claim.OURS);
    }

    @Override
    public void sent(List<ClaimRequest> requests) {
      try {
        works.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      synchronized (this) {
        remembered += requests.size();
      }
    }

    @Override
    public void release(List<ClaimRequest> requests) {}

    @Override
    public void close() {}
  }

  private ChannelQueue queue(Duration retryFor, Clock clock) {
    return new ChannelQueue(
        "team",
        Deliveries.webhook("http://unused", null, retryFor, Duration.ofSeconds(5), MOST),
        null,
        channel,
        memory,
        Duration.ZERO,
        news,
        clock);
  }

  private void add(ChannelQueue queue, int first, int count) {
    for (int number = first; number < first + count; number++) {
      RoutedAlert routed = Deliveries.routed(firing(number));
      queue.add(firing(number), routed.record(), (parcel, outcome) -> outcomes.add(outcome));
    }
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void a_channel_that_fails_is_asked_with_one_message_at_a_time() {
    memory.works.countDown();
    try (ChannelQueue queue = queue(Duration.ofMinutes(1), Clock.systemUTC())) {
      add(queue, 0, 20);
      // Nothing is known of it yet.
      await(() -> channel.open() == 1);
      for (int failure = 1; failure <= 5; failure++) {
        int before = failure;
        channel.answer(SendResult.FAILED);
        await(() -> channel.attempts() == before + 1);
      }
      assertThat(channel.mostOpen()).isEqualTo(1);

      // It takes messages again: the room doubles with each round of answers.
      channel.answer(SendResult.SENT);
      await(() -> channel.open() == 2);
      channel.answer(SendResult.SENT);
      channel.answer(SendResult.SENT);
      await(() -> channel.open() == 4);
      channel.answer(SendResult.SENT);
      await(() -> channel.open() == 4);
      assertThat(channel.mostOpen()).isEqualTo(4);

      // And hangs: of those on their way none is followed by another before all are answered.
      int sent = channel.attempts();
      channel.answer(SendResult.FAILED);
      channel.answer(SendResult.FAILED);
      channel.answer(SendResult.FAILED);
      assertThat(channel.attempts()).isEqualTo(sent);
      channel.answer(SendResult.FAILED);
      await(() -> channel.open() == 1);
      while (outcomes.size() < 20) {
        await(() -> channel.open() > 0 || outcomes.size() == 20);
        if (channel.open() > 0) {
          channel.answer(SendResult.SENT);
        }
      }
    }
    assertThat(outcomes).hasSize(20).containsOnly(Outcome.SENT);
  }

  @Test
  void no_more_is_in_doubt_than_allowed_however_long_remembering_takes() {
    try (ChannelQueue queue = queue(Duration.ofMinutes(1), Clock.systemUTC())) {
      add(queue, 0, 20);
      for (int answered = 1; answered <= MOST; answered++) {
        await(() -> channel.open() > 0);
        channel.answer(SendResult.SENT);
      }
      // All four are answered and none is remembered.
      memory.works.countDown();
      while (outcomes.size() < 20) {
        await(() -> channel.open() > 0 || outcomes.size() == 20);
        if (channel.open() > 0) {
          channel.answer(SendResult.SENT);
        }
      }
    }
    assertThat(memory.mostInDoubt).isEqualTo(MOST);
  }

  @Test
  void what_waited_too_long_in_a_failing_channel_is_given_up_without_an_attempt_each() {
    memory.works.countDown();
    try (ChannelQueue queue = queue(Duration.ofMillis(1), Clock.systemUTC())) {
      add(queue, 0, 100);
      for (int attempt = 1; attempt <= 2; attempt++) {
        await(() -> channel.open() > 0 || outcomes.size() == 100);
        LockSupport.parkNanos(2_000_000);
        if (channel.open() > 0) {
          channel.answer(SendResult.FAILED);
        }
      }
      await(() -> outcomes.size() == 100);
    }
    assertThat(outcomes)
        .containsOnly(new Outcome(Outcome.Kind.UNAVAILABLE, SendResult.FAILED.detail()));
    assertThat(channel.attempts()).isLessThanOrEqualTo(2);
  }

  @Test
  void a_queue_that_is_closed_remembers_what_was_under_way_and_sends_nothing_more() {
    memory.works.countDown();
    ChannelQueue queue = queue(Duration.ofMinutes(1), Clock.systemUTC());
    add(queue, 0, 20);
    await(() -> channel.open() == 1);
    Thread closing = new Thread(queue::close);
    closing.start();
    queue.stop();
    channel.answer(SendResult.SENT);
    await(() -> !closing.isAlive());

    assertThat(outcomes).containsExactly(Outcome.SENT);
    assertThat(memory.remembered).isEqualTo(1);
    assertThat(channel.attempts()).isEqualTo(1);
  }

  @Test
  void the_latency_is_from_the_alerts_time_to_the_answer() {
    memory.works.countDown();
    Clock clock = Clock.fixed(firing(1).alertTime().plus(LATER), ZoneOffset.UTC);
    try (ChannelQueue queue = queue(Duration.ofMinutes(1), clock)) {
      add(queue, 1, 1);
      await(() -> channel.open() == 1);
      channel.answer(SendResult.SENT);
      await(() -> outcomes.size() == 1);
    }
    assertThat(news.latencies()).containsExactly(LATER.toMillis());
  }
}
