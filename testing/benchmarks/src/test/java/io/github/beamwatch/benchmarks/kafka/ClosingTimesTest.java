package io.github.beamwatch.benchmarks.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClosingTimesTest {

  private static final Instant NOON = Instant.parse("2025-12-17T12:00:00Z");

  private final ClosingTimes times = new ClosingTimes(2, 20_000);

  private void sent(int partition, int secondsPastNoon, long nanos) {
    times.sent(partition, NOON.plusSeconds(secondsPastNoon).toEpochMilli(), nanos);
  }

  @Test
  void aWindowClosesWhenTheLastPartitionIsFarEnough() {
    sent(0, -30, 1);
    sent(1, -30, 2);
    sent(0, 20, 3);
    assertThat(times.nanos(NOON)).isEmpty();
    sent(1, 19, 4);
    assertThat(times.nanos(NOON)).isEmpty();
    sent(1, 20, 5);
    assertThat(times.nanos(NOON)).hasValue(5);
  }

  @Test
  void whatComesLaterDoesNotCount() {
    sent(0, -30, 1);
    sent(1, -30, 2);
    sent(0, 25, 3);
    sent(1, 25, 4);
    sent(0, 10, 5);
    sent(1, 50, 6);
    assertThat(times.nanos(NOON)).hasValue(4);
  }

  @Test
  void aJumpClosesEveryWindowOnItsWay() {
    sent(0, 0, 1);
    sent(1, 0, 2);
    sent(0, 200, 3);
    sent(1, 200, 4);
    assertThat(times.nanos(NOON)).hasValue(4);
    assertThat(times.nanos(NOON.plusSeconds(60))).hasValue(4);
    assertThat(times.nanos(NOON.plusSeconds(180))).hasValue(4);
    assertThat(times.nanos(NOON.plusSeconds(240))).isEmpty();
  }

  @Test
  void theEventTimeIsReadFromTheLine() {
    assertThat(
            EventTime.millis(
                "{\"a\":1,\"event_time\":\"2025-12-17T12:00:00.000Z\",\"b\":2}".getBytes(UTF_8)))
        .isEqualTo(NOON.toEpochMilli());
    assertThat(EventTime.millis("{\"event_time\":\"yesterday\"}".getBytes(UTF_8)))
        .isEqualTo(EventTime.NONE);
    assertThat(EventTime.millis("null".getBytes(UTF_8))).isEqualTo(EventTime.NONE);
  }
}
