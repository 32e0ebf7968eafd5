package io.github.beamwatch.beam.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.fixtures.pipeline.DirectRun;
import io.github.beamwatch.fixtures.pipeline.Kept;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InOrderTest {

  private static final Instant BASE = Instant.parse("2025-12-17T08:00:00Z");
  private static final Duration MINUTE = Duration.standardMinutes(1);
  private static final KvCoder<String, Long> CODER =
      KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of());

  @ParameterizedTest
  @CsvSource({"1,1", "1,4", "2,4", "3,2"})
  void aBoundedKeyComesOnceAndSorted(long seed, int parallelism) {
    Random random = new Random(seed);
    List<TimestampedValue<KV<String, Long>>> readings = new ArrayList<>();
    Map<String, List<TimestampedValue<Long>>> expected = new TreeMap<>();
    for (long i = 0; i < 400; i++) {
      // Times before 1970 as well, each of its own.
      Instant time = new Instant(-1_000_000 + 7_919 * i);
      String key = "k" + random.nextInt(7);
      readings.add(TimestampedValue.of(KV.of(key, i), time));
      expected.computeIfAbsent(key, k -> new ArrayList<>()).add(TimestampedValue.of(i, time));
    }
    Collections.shuffle(readings, random);

    Kept<KV<String, List<TimestampedValue<Long>>>> ordered =
        inOrder(parallelism, Create.timestamped(readings).withCoder(CODER));

    assertThat(ordered.values()).hasSize(expected.size());
    ordered.values().forEach(kv -> assertThat(kv.getValue()).isEqualTo(expected.get(kv.getKey())));
    // An element's timestamp is that of its first value: what follows may emit for each of them.
    ordered
        .timestamped()
        .forEach(
            kv ->
                assertThat(kv.getTimestamp())
                    .isEqualTo(kv.getValue().getValue().get(0).getTimestamp()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void valuesOfOneInstantAreOrderedByTheirBytes(long seed) {
    List<TimestampedValue<KV<String, Long>>> readings = new ArrayList<>();
    for (long value : List.of(300L, 2L, 127L, 128L, -1L, 2L)) {
      readings.add(TimestampedValue.of(KV.of("k", value), BASE));
    }
    Collections.shuffle(readings, new Random(seed));

    Kept<KV<String, List<TimestampedValue<Long>>>> ordered =
        inOrder(2, Create.timestamped(readings).withCoder(CODER));

    // As variable-length integers: 02, 7f, 80 01, ac 02, ff .. 01.
    assertThat(ordered.values().get(0).getValue())
        .extracting(TimestampedValue::getValue)
        .containsExactly(2L, 2L, 127L, 128L, 300L, -1L);
  }

  @Test
  void theInputMayBeInAnyWindows() {
    DirectRun run = DirectRun.withParallelism(2);
    PCollection<KV<String, Long>> readings =
        run.pipeline()
            .apply(
                Create.timestamped(at(130, "k", 3), at(10, "k", 1), at(70, "k", 2))
                    .withCoder(CODER))
            .apply(Window.into(FixedWindows.of(MINUTE)));
    Kept<KV<String, List<TimestampedValue<Long>>>> ordered =
        run.keep(readings.apply(InOrder.perKey()));
    run.toEnd();

    assertThat(ordered.values())
        .containsExactly(
            KV.of(
                "k",
                List.of(
                    TimestampedValue.of(1L, BASE.plus(10_000)),
                    TimestampedValue.of(2L, BASE.plus(70_000)),
                    TimestampedValue.of(3L, BASE.plus(130_000)))));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,4", "3,4", "4,2"})
  void windowsOfAnUnboundedInputComeInOrderWhateverTheOrderOfItsEvents(long seed, int parallelism) {
    Random random = new Random(seed);
    TestStream.Builder<KV<String, Long>> stream = TestStream.create(CODER);
    Map<String, List<Long>> expected = new HashMap<>();
    // Ten steps of three windows each: the watermark closes one, two or three of them at a time.
    for (int step = 0; step < 10; step++) {
      List<TimestampedValue<KV<String, Long>>> events = new ArrayList<>();
      for (int minute = 3 * step; minute < 3 * step + 3; minute++) {
        for (int key = 0; key < 5; key++) {
          // The value says its minute, and is spread over three events.
          for (int part = 0; part < 3; part++) {
            int second = 60 * minute + random.nextInt(60);
            events.add(at(second, "k" + key, part == 0 ? minute : 0));
          }
          expected.computeIfAbsent("k" + key, k -> new ArrayList<>()).add((long) minute);
        }
      }
      Collections.shuffle(events, random);
      for (TimestampedValue<KV<String, Long>> event : events) {
        stream = stream.addElements(event);
      }
      int closed = 3 * step + 1 + random.nextInt(3);
      stream = stream.advanceWatermarkTo(BASE.plus(MINUTE.multipliedBy(closed)));
    }

    DirectRun run = DirectRun.withParallelism(parallelism);
    Kept<KV<String, Long>> seen =
        run.keep(
            run.pipeline()
                .apply(stream.advanceWatermarkToInfinity())
                .apply(Window.into(FixedWindows.of(MINUTE)))
                .apply(Combine.perKey(Sum.ofLongs()))
                .apply(InOrder.perKey())
                .apply(ParDo.of(new NumberInTurnFn())));
    run.toEnd();

    Map<String, List<Long>> minutesInTurn = new HashMap<>();
    seen.values().stream()
        .sorted((a, b) -> Long.compare(a.getValue() >>> 32, b.getValue() >>> 32))
        .forEach(
            kv ->
                minutesInTurn
                    .computeIfAbsent(kv.getKey(), k -> new ArrayList<>())
                    .add(kv.getValue() & 0xFFFFFFFFL));
    assertThat(minutesInTurn).isEqualTo(expected);
  }

  @Test
  void aPaneOfAnUnboundedInputIsSortedAndTheNextOneFollows() {
    // Two bundles without a watermark between them: a pane each, each sorted in itself.
    TestStream<KV<String, Long>> stream =
        TestStream.create(CODER)
            .addElements(at(30, "k", 3), at(10, "k", 1), at(20, "k", 2))
            .addElements(at(5, "k", 0), at(4, "k", 9))
            .advanceWatermarkToInfinity();

    Kept<KV<String, List<TimestampedValue<Long>>>> ordered = inOrder(1, stream);

    assertThat(ordered.values())
        .extracting(pane -> pane.getValue().stream().map(TimestampedValue::getValue).toList())
        .containsExactly(List.of(1L, 2L, 3L), List.of(9L, 0L));
  }

  private static Kept<KV<String, List<TimestampedValue<Long>>>> inOrder(
      int parallelism, PTransform<PBegin, PCollection<KV<String, Long>>> readings) {
    DirectRun run = DirectRun.withParallelism(parallelism);
    Kept<KV<String, List<TimestampedValue<Long>>>> ordered =
        run.keep(run.pipeline().apply("Read", readings).apply("InOrder", InOrder.perKey()));
    run.toEnd();
    return ordered;
  }

  private static TimestampedValue<KV<String, Long>> at(long second, String key, long value) {
    return TimestampedValue.of(KV.of(key, value), BASE.plus(1_000 * second));
  }

  /** Numbers the values of a key as they come to a stateful step: its turn in the upper half. */
  private static final class NumberInTurnFn
      extends DoFn<KV<String, List<TimestampedValue<Long>>>, KV<String, Long>> {

    @StateId("turn")
    private final StateSpec<ValueState<Long>> turns = StateSpecs.value(VarLongCoder.of());

    @ProcessElement
    public void process(
        @Element KV<String, List<TimestampedValue<Long>>> pane,
        @StateId("turn") ValueState<Long> turns,
        OutputReceiver<KV<String, Long>> out) {
      Long known = turns.read();
      long turn = known == null ? 0 : known;
      for (TimestampedValue<Long> value : pane.getValue()) {
        out.output(KV.of(pane.getKey(), turn++ << 32 | value.getValue()));
      }
      turns.write(turn);
    }
  }
}
