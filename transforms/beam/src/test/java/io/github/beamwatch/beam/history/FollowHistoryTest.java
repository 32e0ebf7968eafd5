package io.github.beamwatch.beam.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.history.EventBucket;
import io.github.beamwatch.core.history.EventLabel;
import io.github.beamwatch.core.history.EventPlan;
import io.github.beamwatch.core.history.FeaturedEvent;
import io.github.beamwatch.core.history.HistoryPlan;
import io.github.beamwatch.core.history.KeyedBlocks;
import io.github.beamwatch.fixtures.FraudStream;
import io.github.beamwatch.fixtures.FraudStream.Payment;
import io.github.beamwatch.fixtures.pipeline.DirectRun;
import io.github.beamwatch.fixtures.pipeline.Kept;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowHistoryTest {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final HistoryPlan TERMINAL =
      new HistoryPlan(
          "terminal", List.of(Duration.ofDays(1)), List.of(Duration.ofDays(1), WEEK), WEEK);
  private static final KvCoder<String, EntityEvent> CODER =
      KvCoder.of(StringUtf8Coder.of(), EntityEventCoder.of());
  private static final List<Payment> PAYMENTS = FraudStream.payments(1, 30, 40, 6);

  /** Some labels are known before the delay is over, some after it. */
  private static long knownAt(Payment payment) {
    return payment.time() + Duration.ofDays(3 + payment.id().hashCode() % 7).toMillis();
  }

  private static List<TimestampedValue<KV<String, EntityEvent>>> events() {
    List<TimestampedValue<KV<String, EntityEvent>>> events = new ArrayList<>();
    for (Payment p : PAYMENTS) {
      events.add(
          TimestampedValue.of(
              KV.of(p.terminal(), EntityEvent.of(p.time(), p.id(), p.amount())),
              Instant.ofEpochMilli(p.time())));
    }
    return events;
  }

  private static List<TimestampedValue<KV<String, EntityEvent>>> labels() {
    List<TimestampedValue<KV<String, EntityEvent>>> labels = new ArrayList<>();
    for (Payment p : PAYMENTS) {
      if (p.fraud()) {
        labels.add(
            TimestampedValue.of(
                KV.of(p.terminal(), EntityEvent.bad(p.time(), knownAt(p))),
                Instant.ofEpochMilli(knownAt(p))));
      }
    }
    labels.sort(Comparator.comparing(TimestampedValue::getTimestamp));
    return labels;
  }

  /** What a bounded ranking of the same events and labels has. */
  private static Map<String, List<Double>> inBlocks() {
    EventPlan plan = new EventPlan("amount", 0, 6, List.of(TERMINAL));
    KeyedBlocks blocks = new KeyedBlocks();
    for (Payment p : PAYMENTS) {
      blocks.add(
          "all",
          new FeaturedEvent(p.id(), p.time(), p.amount(), new String[] {p.terminal()}, plan));
      if (p.fraud()) {
        blocks.add(new EventLabel(p.id(), true, knownAt(p)));
      }
    }
    EventBucket bucket = new EventBucket(plan);
    blocks.drainTo((number, block) -> bucket.add(block));
    bucket.join(WEEK);
    bucket.walk(0);
    Map<String, List<Double>> values = new HashMap<>();
    for (FeaturedEvent event : bucket.events()) {
      values.put(event.id(), Arrays.stream(event.values()).skip(3).boxed().toList());
    }
    return values;
  }

  private static Map<String, List<Double>> followed(
      DirectRun run,
      PCollection<KV<String, EntityEvent>> events,
      PCollection<KV<String, EntityEvent>> labels) {
    Kept<KV<String, HistoryFeatures>> kept =
        run.keep(
            PCollectionList.of(events).and(labels).apply("Follow", FollowHistory.by(TERMINAL)));
    SortedMap<String, Long> counters = run.toEnd();
    assertThat(late(counters)).isZero();
    Map<String, List<Double>> values = new HashMap<>();
    kept.values().forEach(kv -> values.put(kv.getValue().id(), kv.getValue().values()));
    assertThat(kept.values()).hasSameSizeAs(PAYMENTS);
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void boundedInAnyOrderIsWhatARankingHas(int parallelism) {
    List<TimestampedValue<KV<String, EntityEvent>>> shuffled = new ArrayList<>(events());
    Collections.shuffle(shuffled, new Random(parallelism));
    DirectRun run = DirectRun.withParallelism(parallelism);
    Map<String, List<Double>> values =
        followed(
            run,
            run.pipeline().apply("Events", Create.timestamped(shuffled).withCoder(CODER)),
            run.pipeline().apply("Labels", Create.timestamped(labels()).withCoder(CODER)));
    assertThat(values).isEqualTo(inBlocks());
    assertThat(values.values()).anyMatch(row -> row.get(6) > 0.2);
  }

  /** Events and labels come out of order, by some hours; the watermark knows. */
  @Test
  void aStreamSaysTheSame() {
    DirectRun run = DirectRun.withParallelism(2);
    List<TimestampedValue<KV<String, EntityEvent>>> both = new ArrayList<>(events());
    both.addAll(labels());
    both.sort(Comparator.comparing(TimestampedValue::getTimestamp));
    PCollection<KV<String, EntityEvent>> all = run.pipeline().apply("Both", stream(both, 1));
    Map<String, List<Double>> values =
        followed(
            run,
            all.apply("Events", Filter.by(kv -> kv.getValue().isEvent())),
            all.apply("Labels", Filter.by(kv -> !kv.getValue().isEvent())));
    assertThat(values).isEqualTo(inBlocks());
  }

  private static TestStream<KV<String, EntityEvent>> stream(
      List<TimestampedValue<KV<String, EntityEvent>>> elements, long seed) {
    Random random = new Random(seed);
    TestStream.Builder<KV<String, EntityEvent>> stream = TestStream.create(CODER);
    for (int from = 0; from < elements.size(); from += 150) {
      List<TimestampedValue<KV<String, EntityEvent>>> some =
          new ArrayList<>(elements.subList(from, Math.min(from + 150, elements.size())));
      Instant first = some.get(0).getTimestamp();
      Collections.shuffle(some, random);
      stream = stream.advanceWatermarkTo(first);
      stream = add(stream, some);
    }
    return stream.advanceWatermarkToInfinity();
  }

  @SuppressWarnings("unchecked")
  private static TestStream.Builder<KV<String, EntityEvent>> add(
      TestStream.Builder<KV<String, EntityEvent>> stream,
      List<TimestampedValue<KV<String, EntityEvent>>> some) {
    return stream.addElements(
        some.get(0), some.subList(1, some.size()).toArray(new TimestampedValue[0]));
  }

  /** A label that comes behind the watermark is dropped, and Beam counts it. */
  @Test
  void whatComesLateIsCountedAndChangesNothing() {
    long day = Duration.ofDays(1).toMillis();
    long start = FraudStream.START;
    TestStream<KV<String, EntityEvent>> stream =
        TestStream.create(CODER)
            .addElements(at(start, EntityEvent.of(start, "a", 1.0)))
            .advanceWatermarkTo(Instant.ofEpochMilli(start + 9 * day))
            .addElements(at(start + 8 * day, EntityEvent.bad(start, start + 8 * day)))
            .addElements(at(start + 10 * day, EntityEvent.of(start + 10 * day, "b", 1.0)))
            .advanceWatermarkToInfinity();
    DirectRun run = DirectRun.withParallelism(1);
    Kept<KV<String, HistoryFeatures>> kept =
        run.keep(
            PCollectionList.of(run.pipeline().apply(stream))
                .apply("Follow", FollowHistory.by(TERMINAL)));
    SortedMap<String, Long> counters = run.toEnd();
    assertThat(late(counters)).isEqualTo(1);
    assertThat(kept.values())
        .filteredOn(kv -> kv.getValue().id().equals("b"))
        .singleElement()
        .satisfies(kv -> assertThat(kv.getValue().values().get(6)).isZero())
        .satisfies(kv -> assertThat(kv.getValue().values().get(5)).isEqualTo(1.0));
  }

  private static long late(SortedMap<String, Long> counters) {
    return DirectRun.count(counters, "droppedDueToLateness")
        + DirectRun.count(counters, "DroppedDueToLateness");
  }

  private static TimestampedValue<KV<String, EntityEvent>> at(long time, EntityEvent event) {
    return TimestampedValue.of(KV.of("t", event), Instant.ofEpochMilli(time));
  }
}
