package io.github.beamwatch.beam.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.beamwatch.core.detector.Judgement;
import io.github.beamwatch.core.detector.Judgement.Kind;
import io.github.beamwatch.core.detector.WholeSetIqr;
import io.github.beamwatch.core.detector.WholeSetZ;
import io.github.beamwatch.core.statistics.ExactMoments;
import io.github.beamwatch.core.statistics.QuantileHistogram;
import io.github.beamwatch.fixtures.pipeline.DirectRun;
import io.github.beamwatch.fixtures.pipeline.Kept;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
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
import org.junit.jupiter.params.provider.EnumSource;

/** Readings are a key and a number; the key of a reading is what stands before its dash. */
class DetectByWholeSetTest {
  private static final KvCoder<String, Double> CODER =
      KvCoder.of(StringUtf8Coder.of(), DoubleCoder.of());
  private static final Instant START = Instant.parse("2026-01-31T09:00:00Z");

  @ParameterizedTest
  @EnumSource
  void theOddReadingIsFound(DetectByWholeSet.Statistic statistic) {
    List<KV<String, Double>> readings = normal("a", 200, 25, 0.5, 1);
    readings.set(120, KV.of("a-120", 100.0));

    Map<String, Judgement> judged = judged(by(statistic), 2, readings);

    assertThat(judged).hasSize(200);
    judged.forEach(
        (id, judgement) ->
            assertThat(judgement.kind() == Kind.ANOMALY).as(id).isEqualTo(id.equals("a-120")));
  }

  @Test
  void theScoresAreThoseOfTheWholeSet() {
    List<KV<String, Double>> readings = normal("a", 500, 10, 3, 2);
    ExactMoments moments = new ExactMoments();
    QuantileHistogram quantiles = new QuantileHistogram();
    readings.forEach(r -> moments.add(r.getValue()));
    readings.forEach(r -> quantiles.add(r.getValue()));

    Map<String, Judgement> z = judged(DetectByWholeSet.zScore(KV::getValue), 2, readings);
    Map<String, Judgement> iqr = judged(DetectByWholeSet.iqr(KV::getValue), 2, readings);

    for (KV<String, Double> r : readings) {
      assertThat(z.get(r.getKey()).score())
          .isEqualTo(WholeSetZ.of(moments, WholeSetZ.THRESHOLD).score(r.getValue()));
      assertThat(iqr.get(r.getKey()).score())
          .isEqualTo(WholeSetIqr.of(quantiles, WholeSetIqr.THRESHOLD).score(r.getValue()));
    }
  }

  /** Twenty orders of magnitude, so that any sum in doubles would depend on the order. */
  @ParameterizedTest
  @EnumSource
  void neitherOrderNorWorkersChangeABit(DetectByWholeSet.Statistic statistic) {
    Random random = new Random(3);
    List<KV<String, Double>> readings = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      double value = random.nextGaussian() * Math.pow(10, i % 20);
      readings.add(KV.of((i % 3 == 0 ? "a-" : "b-") + i, value));
    }
    Map<String, Judgement> expected = judged(perKey(statistic), 1, readings);

    for (int workers : List.of(2, 4)) {
      Collections.shuffle(readings, new Random(workers));
      assertThat(judged(perKey(statistic), workers, readings)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void withKeyComparesWithTheSameKeyAlone(DetectByWholeSet.Statistic statistic) {
    List<KV<String, Double>> readings = normal("cold", 100, 0, 1, 4);
    readings.addAll(normal("hot", 100, 1000, 1, 5));
    readings.add(KV.of("cold-odd", 1000.0));

    assertThat(judged(by(statistic), 1, readings).get("cold-odd").kind()).isEqualTo(Kind.NORMAL);
    Map<String, Judgement> judged = judged(perKey(statistic), 1, readings);
    assertThat(judged.get("cold-odd").kind()).isEqualTo(Kind.ANOMALY);
    assertThat(judged.get("hot-1").score().expected()).isCloseTo(1000, within(1.0));
  }

  @Test
  void withThresholdMovesTheBoundaryAndTheBand() {
    List<KV<String, Double>> readings = normal("a", 200, 0, 1, 6);
    Map<String, Judgement> narrow =
        judged(
            DetectByWholeSet.<KV<String, Double>>zScore(KV::getValue).withThreshold(1),
            1,
            readings);

    assertThat(narrow.values()).filteredOn(j -> j.kind() == Kind.ANOMALY).hasSizeBetween(40, 90);
    assertThat(narrow.get("a-1").score().upper()).isLessThan(1.5);
    assertThatThrownBy(() -> DetectByWholeSet.iqr(v -> 1.0).withThreshold(0))
        .hasMessage("the threshold is 0.0; it must be a number above 0");
  }

  @Test
  void whatIsNoNumberTakesNoPart() {
    List<KV<String, Double>> readings = normal("a", 100, 0, 1, 7);
    Map<String, Judgement> without = judged(by(DetectByWholeSet.Statistic.Z), 1, readings);
    readings.add(KV.of("nan", Double.NaN));
    readings.add(KV.of("infinite", Double.NEGATIVE_INFINITY));
    readings.add(KV.of("huge", 1e200));

    Map<String, Judgement> judged = judged(by(DetectByWholeSet.Statistic.Z), 1, readings);

    assertThat(judged.get("nan").kind()).isEqualTo(Kind.NO_DATA);
    assertThat(judged.get("infinite").kind()).isEqualTo(Kind.ERROR);
    assertThat(judged.get("huge").kind()).isEqualTo(Kind.ERROR);
    assertThat(judged).containsAllEntriesOf(without);
  }

  @Test
  void fewAndEqualNumbers() {
    assertThat(judged(by(DetectByWholeSet.Statistic.Z), 1, List.of(KV.of("a-0", 5.0))))
        .containsOnlyKeys("a-0")
        .allSatisfy((id, judgement) -> assertThat(judgement.kind()).isEqualTo(Kind.WARMUP));
    assertThat(
            judged(
                by(DetectByWholeSet.Statistic.IQR),
                1,
                List.of(KV.of("a", 5.0), KV.of("b", 5.0), KV.of("c", 5.0), KV.of("d", 5.0))))
        .allSatisfy((id, judgement) -> assertThat(judgement.kind()).isEqualTo(Kind.NORMAL));
  }

  /** Two hours, each with a level of its own: what is usual in one is odd in the other. */
  @ParameterizedTest
  @EnumSource
  void inAStreamEveryWindowIsASetOfItsOwn(DetectByWholeSet.Statistic statistic) {
    List<KV<String, Double>> first = normal("first", 60, 10, 0.1, 8);
    List<KV<String, Double>> second = normal("second", 60, 20, 0.1, 9);
    second.set(30, KV.of("second-odd", 10.0));
    TestStream.Builder<KV<String, Double>> stream = TestStream.create(CODER);
    List<TimestampedValue<KV<String, Double>>> timed = new ArrayList<>();
    for (int minute = 0; minute < 120; minute++) {
      KV<String, Double> reading = minute < 60 ? first.get(minute) : second.get(minute - 60);
      Instant time = START.plus(Duration.standardMinutes(minute));
      timed.add(TimestampedValue.of(reading, time));
      stream = stream.advanceWatermarkTo(time).addElements(timed.get(minute));
    }

    Map<String, Judgement> streamed =
        judged(by(statistic), 2, hourly(stream.advanceWatermarkToInfinity()));

    assertThat(streamed).hasSize(120);
    assertThat(streamed.entrySet())
        .filteredOn(e -> e.getValue().kind() == Kind.ANOMALY)
        .extracting(Map.Entry::getKey)
        .containsExactly("second-odd");
    Collections.shuffle(timed, new Random(10));
    assertThat(judged(by(statistic), 2, hourly(Create.timestamped(timed).withCoder(CODER))))
        .isEqualTo(streamed);
  }

  private static PTransform<PBegin, PCollection<KV<String, Double>>> hourly(
      PTransform<PBegin, PCollection<KV<String, Double>>> source) {
    return new PTransform<>() {
      @Override
      public PCollection<KV<String, Double>> expand(PBegin begin) {
        return begin.apply(source).apply(Window.into(FixedWindows.of(Duration.standardHours(1))));
      }
    };
  }

  private static DetectByWholeSet<KV<String, Double>> by(DetectByWholeSet.Statistic statistic) {
    return statistic == DetectByWholeSet.Statistic.Z
        ? DetectByWholeSet.zScore(KV::getValue)
        : DetectByWholeSet.iqr(KV::getValue);
  }

  private static DetectByWholeSet<KV<String, Double>> perKey(DetectByWholeSet.Statistic statistic) {
    return by(statistic)
        .withKey(r -> r.getKey().substring(0, Math.max(0, r.getKey().indexOf('-'))));
  }

  private static List<KV<String, Double>> normal(
      String key, int count, double mean, double deviation, long seed) {
    Random random = new Random(seed);
    List<KV<String, Double>> readings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      readings.add(KV.of(key + "-" + i, mean + deviation * random.nextGaussian()));
    }
    return readings;
  }

  private static Map<String, Judgement> judged(
      DetectByWholeSet<KV<String, Double>> by, int workers, List<KV<String, Double>> readings) {
    return judged(by, workers, Create.of(readings).withCoder(CODER));
  }

  private static Map<String, Judgement> judged(
      DetectByWholeSet<KV<String, Double>> by,
      int workers,
      PTransform<PBegin, PCollection<KV<String, Double>>> source) {
    DirectRun run = DirectRun.withParallelism(workers);
    Kept<KV<KV<String, Double>, Judgement>> kept =
        run.keep(run.pipeline().apply("Read", source).apply("Detect", by));
    run.toEnd();
    Map<String, Judgement> judged = new TreeMap<>();
    for (KV<KV<String, Double>, Judgement> one : kept.values()) {
      assertThat(judged.put(one.getKey().getKey(), one.getValue())).isNull();
    }
    return judged;
  }
}
