package io.github.beamwatch.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventBucketTest {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = 24 * HOUR;
  private static final Duration WEEK = Duration.ofDays(7);
  private static final EventPlan PLAN =
      new EventPlan(
          "amount",
          0,
          6,
          List.of(
              new HistoryPlan("card", List.of(Duration.ofDays(1), WEEK), List.of(), Duration.ZERO),
              new HistoryPlan("shop", List.of(), List.of(WEEK), WEEK)));

  private static FeaturedEvent event(String id, long time, double amount) {
    return new FeaturedEvent(id, time, amount, new String[] {"c", "s"}, PLAN);
  }

  private static EventBucket packed(List<FeaturedEvent> events, EventLabel... labels) {
    KeyedBlocks blocks = new KeyedBlocks();
    events.forEach(event -> blocks.add("one", event));
    EventBucket bucket = new EventBucket(PLAN);
    blocks.drainTo((number, block) -> bucket.add(block));
    for (EventLabel label : labels) {
      blocks.add(label);
    }
    blocks.drainTo((number, block) -> bucket.add(block));
    return bucket;
  }

  private static Map<String, double[]> walked(EventBucket bucket) {
    bucket.walk(0);
    bucket.walk(1);
    Map<String, double[]> values = new HashMap<>();
    bucket.events().forEach(event -> values.put(event.id(), event.values()));
    return values;
  }

  @Test
  void namesSayWhatIsWhat() {
    assertThat(PLAN.names())
        .containsExactly(
            "amount",
            "weekend",
            "night",
            "card_count_1d",
            "card_amount_mean_1d",
            "card_count_7d",
            "card_amount_mean_7d",
            "card_amount_ratio",
            "shop_settled_7d",
            "shop_bad_share_7d")
        .hasSize(PLAN.width());
  }

  @Test
  void knownAnswers() {
    // The third of January 1970 is a Saturday.
    List<FeaturedEvent> events =
        List.of(
            event("b", 2 * DAY + HOUR, 30.0),
            event("a", 2 * DAY + 9 * HOUR, 10.0),
            event("c", 10 * DAY, 40.0));
    EventBucket bucket = packed(events, new EventLabel("b", true, EventLabel.AFTER_DELAY));
    assertThat(bucket.join(WEEK)).isZero();
    Map<String, double[]> values = walked(bucket);
    double none = Double.NaN;
    assertThat(values.get("b")).containsExactly(30, 1, 1, 1, 30, 1, 30, none, 0, 0);
    assertThat(values.get("a")).containsExactly(10, 1, 0, 2, 20, 2, 20, 10.0 / 30, 0, 0);
    // Eight days later the spending is over, and both events are settled: one was bad.
    assertThat(values.get("c")).containsExactly(40, 1, 1, 1, 40, 1, 40, none, 2, 0.5);
  }

  @Test
  void aLabelCountsFromWhenItWasKnown() {
    List<FeaturedEvent> events =
        List.of(event("a", 0, 1.0), event("b", 9 * DAY, 1.0), event("c", 13 * DAY, 1.0));
    EventBucket bucket = packed(events, new EventLabel("a", true, 10 * DAY));
    bucket.join(WEEK);
    Map<String, double[]> values = walked(bucket);
    assertThat(values.get("b")[9]).isZero();
    assertThat(values.get("b")[8]).isEqualTo(1.0);
    assertThat(values.get("c")[9]).isEqualTo(1.0);
  }

  @Test
  void theLabelThatWasKnownLastCounts() {
    List<FeaturedEvent> events = List.of(event("a", 0, 1.0), event("b", 1, 1.0));
    EventBucket bucket =
        packed(
            events,
            new EventLabel("a", false, 9 * DAY),
            new EventLabel("a", true, 3 * DAY),
            new EventLabel("b", false, 9 * DAY),
            new EventLabel("b", true, 9 * DAY),
            new EventLabel("nobody", true, DAY));
    assertThat(bucket.join(WEEK)).isEqualTo(1);
    assertThat(bucket.events().get(0).bad()).isFalse();
    assertThat(bucket.events().get(1).badKnownAt()).isEqualTo(9 * DAY);
  }

  /** Also events of one instant, and labels later than the delay. */
  @Test
  void neitherOrderNorPiecesMoveABit() throws IOException {
    Random random = new Random(1);
    List<FeaturedEvent> events = new ArrayList<>();
    List<EventLabel> labels = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      long time = random.nextInt(60 * 24) * HOUR;
      String[] entities = {"c" + random.nextInt(3), "s" + random.nextInt(2)};
      events.add(new FeaturedEvent("e" + i, time, Math.exp(random.nextGaussian()), entities, PLAN));
      if (random.nextInt(4) == 0) {
        labels.add(new EventLabel("e" + i, true, time + random.nextInt(15) * DAY));
      }
    }
    Map<String, double[]> first = null;
    for (int round = 0; round < 4; round++) {
      List<FeaturedEvent> fresh = new ArrayList<>();
      for (FeaturedEvent event : events) {
        fresh.add(
            new FeaturedEvent(
                event.id(),
                event.time(),
                event.amount(),
                new String[] {event.entity(0), event.entity(1)},
                PLAN));
      }
      Collections.shuffle(fresh, random);
      EventBucket bucket = packed(fresh, labels.toArray(new EventLabel[0]));
      bucket.join(WEEK);
      Map<String, double[]> values = walked(bucket);
      if (first == null) {
        first = values;
      }
      for (String id : first.keySet()) {
        assertThat(values.get(id)).as(id).isEqualTo(first.get(id));
      }
    }
    assertThat(first.values()).anyMatch(row -> row[9] > 0);
  }

  @Test
  void aHistoryGoesOnBehindItsBytes() throws IOException {
    HistoryPlan plan = new HistoryPlan("c", List.of(WEEK), List.of(WEEK), Duration.ofDays(1));
    EntityHistory whole = new EntityHistory(plan);
    EntityHistory inPieces = new EntityHistory(plan);
    for (int i = 0; i < 100; i++) {
      double[] a = new double[plan.width()];
      double[] b = new double[plan.width()];
      whole.event(i * 5 * HOUR, i, a, 0);
      inPieces.event(i * 5 * HOUR, i, b, 0);
      assertThat(b).isEqualTo(a);
      if (i % 7 == 0) {
        whole.bad(i * 5 * HOUR, i * 5 * HOUR + DAY);
        inPieces.bad(i * 5 * HOUR, i * 5 * HOUR + DAY);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        inPieces.writeTo(new DataOutputStream(bytes));
        assertThat(bytes.size()).isLessThan(2_000);
        inPieces =
            EntityHistory.readFrom(
                plan, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
      }
    }
  }

  /** Flink's sorter refuses elements of seven megabytes. */
  @Test
  void aBusyEntityMakesNoLargeBlock() {
    KeyedBlocks blocks = new KeyedBlocks();
    List<byte[]> handed = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      blocks.add(i % 2 == 0 ? "busy" : "e" + i, event("e" + i, i, 1.0));
      if (blocks.full()) {
        blocks.drainFullTo((number, block) -> handed.add(block));
      }
    }
    assertThat(handed).isNotEmpty();
    blocks.drainTo((number, block) -> handed.add(block));
    assertThat(handed).allSatisfy(block -> assertThat(block.length).isLessThan(1_100_000));
    EventBucket all = new EventBucket(PLAN);
    handed.forEach(all::add);
    assertThat(all.events()).hasSize(100_000);
  }

  @Test
  void labelsOfNobodyAreCountedEach() {
    EventBucket bucket =
        packed(
            List.of(event("a", 0, 1.0)),
            new EventLabel("x", true, 1),
            new EventLabel("x", false, 2),
            new EventLabel("a", true, 3),
            new EventLabel("a", true, 4));
    assertThat(bucket.join(WEEK)).isEqualTo(2);
    assertThat(bucket.events().get(0).badKnownAt()).isEqualTo(4);
  }
}
