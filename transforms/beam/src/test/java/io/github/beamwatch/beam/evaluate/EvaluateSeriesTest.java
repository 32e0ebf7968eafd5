package io.github.beamwatch.beam.evaluate;

import static io.github.beamwatch.beam.evaluate.Ctr.BASE;
import static io.github.beamwatch.beam.evaluate.Ctr.MINUTE;
import static io.github.beamwatch.beam.evaluate.Ctr.point;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.beam.measure.MetricPointCoder;
import io.github.beamwatch.core.detect.SeriesEvaluator;
import io.github.beamwatch.core.detect.SeriesState;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.fixtures.pipeline.AdSpec;
import io.github.beamwatch.fixtures.pipeline.DirectRun;
import io.github.beamwatch.fixtures.pipeline.Kept;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluateSeriesTest {

  @ParameterizedTest
  @CsvSource({"1,1", "2,4", "3,4"})
  void boundedPointsInAnyOrderAreJudgedInTheirs(long seed, int parallelism) {
    List<MetricPoint> points = Ctr.some(seed, 240);
    List<Verdict> expected = judgedOneByOne(AdSpec.guarded(), points);
    Collections.shuffle(points, new Random(seed));

    assertThat(judged(AdSpec.guarded(), parallelism, bounded(points)).verdicts())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,4", "3,4"})
  void unboundedPointsGiveTheSameVerdicts(long seed, int parallelism) {
    List<MetricPoint> points = Ctr.some(seed, 240);
    List<Verdict> expected = judgedOneByOne(AdSpec.guarded(), points);

    Judged judged = judged(AdSpec.guarded(), parallelism, unbounded(points, new Random(seed)));

    assertThat(judged.verdicts()).isEqualTo(expected);
    assertThat(judged.counters).doesNotContainKey("points_late");
  }

  @Test
  void aVerdictHasTheTimestampOfItsPoint() {
    Judged judged = judged(AdSpec.plain(), 1, bounded(Ctr.some(4, 60)));

    assertThat(judged.kept.timestamped())
        .isNotEmpty()
        .allSatisfy(
            verdict ->
                assertThat(verdict.getTimestamp().getMillis())
                    .isEqualTo(verdict.getValue().windowEnd() - 1));
  }

  @Test
  void withTransitionsOnlyNothingElseComes() {
    List<MetricPoint> points = Ctr.some(5, 240);
    List<Verdict> all = judged(AdSpec.guarded(), 1, bounded(points)).verdicts();
    List<Verdict> changing = all.stream().filter(v -> v.transition() != null).toList();

    assertThat(changing).isNotEmpty().hasSizeLessThan(all.size());
    for (var input : List.of(bounded(points), unbounded(points, new Random(5)))) {
      DirectRun run = DirectRun.withParallelism(2);
      Kept<Verdict> kept =
          run.keep(
              run.pipeline()
                  .apply(input)
                  .apply(EvaluateSeries.by(AdSpec.guarded()).withTransitionsOnly()));
      run.toEnd();
      assertThat(sorted(kept.values())).isEqualTo(changing);
    }
  }

  /** The cell is never removed: what is in it must not count once it is too old. */
  @Test
  void whatAStateHoldsExpiresByEventTime() {
    TestStream.Builder<MetricPoint> stream = TestStream.create(MetricPointCoder.of());
    // Two series with a CTR of 5 % for ten minutes, each with a cell of its own by then.
    for (int minute = 0; minute < 10; minute++) {
      stream = stream.addElements(at(point("US", minute, 50)), at(point("DE", minute, 50)));
      stream = stream.advanceWatermarkTo(end(minute));
    }
    // The US come back after sixty minutes with 1 %: just within the time to live of an hour.
    stream = stream.advanceWatermarkTo(end(68)).addElements(at(point("US", 69, 10)));
    // Germany comes back after sixty-one minutes: nobody remembers what it was.
    stream = stream.advanceWatermarkTo(end(69)).addElements(at(point("DE", 70, 10)));
    // From then on 1 % is usual in Germany, and 0.2 % is a drop again.
    stream = stream.advanceWatermarkTo(end(70)).addElements(at(point("DE", 71, 2)));

    List<Verdict> drops =
        judged(AdSpec.plain(), 2, stream.advanceWatermarkToInfinity()).verdicts().stream()
            .filter(v -> v.rule().equals("ctr_drop") && v.windowStart() > BASE + 10 * MINUTE)
            .toList();

    assertThat(drops)
        .extracting(v -> v.series().values().get(0) + " " + v.kind() + " " + v.expected())
        .containsExactlyInAnyOrder("US ANOMALY 5.0", "DE WARMUP NaN", "DE ANOMALY 1.0");
  }

  @Test
  void aPointBehindOneThatWasJudgedIsLateAndTeachesNothing() {
    TestStream.Builder<MetricPoint> stream = TestStream.create(MetricPointCoder.of());
    for (int minute = 0; minute < 10; minute++) {
      stream = stream.addElements(at(point("US", minute, 50)));
    }
    // A source that breaks its promise: minute 5 comes again, with a CTR that would alarm.
    stream = stream.addElements(at(point("US", 5, 1))).addElements(at(point("US", 10, 50)));

    Judged judged = judged(AdSpec.plain(), 1, stream.advanceWatermarkToInfinity());

    assertThat(judged.verdicts().stream().filter(v -> v.kind() == Kind.LATE))
        .extracting(Verdict::rule, Verdict::windowStart)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(SeriesEvaluator.ORDER, BASE + 5 * MINUTE));
    assertThat(judged.verdicts()).noneMatch(v -> v.kind() == Kind.ANOMALY);
    assertThat(judged.verdicts().stream().filter(v -> v.windowStart() == BASE + 10 * MINUTE))
        .allMatch(v -> v.expected() == (v.metric().equals("ctr") ? 5.0 : v.expected()));
    assertThat(judged.counters).containsEntry("points_late", 1L);
  }

  private record Judged(Kept<Verdict> kept, SortedMap<String, Long> counters) {
    List<Verdict> verdicts() {
      return sorted(kept.values());
    }
  }

  private static Judged judged(
      PipelineSpec spec, int parallelism, PTransform<PBegin, PCollection<MetricPoint>> points) {
    DirectRun run = DirectRun.withParallelism(parallelism);
    Kept<Verdict> verdicts =
        run.keep(run.pipeline().apply("Read", points).apply("Judge", EvaluateSeries.by(spec)));
    return new Judged(verdicts, run.toEnd());
  }

  /** What the rules say when each series is judged by itself, without Beam. */
  private static List<Verdict> judgedOneByOne(PipelineSpec spec, List<MetricPoint> points) {
    SeriesEvaluator evaluator = SeriesEvaluator.of(spec);
    List<Verdict> verdicts = new ArrayList<>();
    points.stream()
        .sorted(Comparator.comparing(MetricPoint::windowStart))
        .collect(Collectors.groupingBy(MetricPoint::series, TreeMap::new, Collectors.toList()))
        .values()
        .forEach(
            series -> {
              SeriesState state = new SeriesState();
              series.forEach(point -> evaluator.evaluate(state, point, verdicts::add));
            });
    return sorted(verdicts);
  }

  private static List<Verdict> sorted(List<Verdict> verdicts) {
    return verdicts.stream()
        .sorted(
            Comparator.comparing(Verdict::series)
                .thenComparing(Verdict::windowStart)
                .thenComparing(Verdict::rule))
        .toList();
  }

  private static PTransform<PBegin, PCollection<MetricPoint>> bounded(List<MetricPoint> points) {
    return Create.timestamped(points.stream().map(EvaluateSeriesTest::at).toList());
  }

  /** Window after window, as the watermark closes them: one, two or three at a time. */
  private static TestStream<MetricPoint> unbounded(List<MetricPoint> points, Random random) {
    TestStream.Builder<MetricPoint> stream = TestStream.create(MetricPointCoder.of());
    TreeMap<Long, List<MetricPoint>> windows =
        points.stream()
            .collect(
                Collectors.groupingBy(MetricPoint::windowStart, TreeMap::new, Collectors.toList()));
    while (!windows.isEmpty()) {
      List<TimestampedValue<MetricPoint>> together = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0 && !windows.isEmpty(); i--) {
        Map.Entry<Long, List<MetricPoint>> window = windows.pollFirstEntry();
        window.getValue().forEach(point -> together.add(at(point)));
      }
      Collections.shuffle(together, random);
      stream = added(stream, together);
    }
    return stream.advanceWatermarkToInfinity();
  }

  /** As one bundle. */
  @SuppressWarnings("unchecked") // An array of a generic type cannot be made otherwise.
  private static TestStream.Builder<MetricPoint> added(
      TestStream.Builder<MetricPoint> stream, List<TimestampedValue<MetricPoint>> points) {
    return stream.addElements(
        points.get(0), points.subList(1, points.size()).toArray(new TimestampedValue[0]));
  }

  private static TimestampedValue<MetricPoint> at(MetricPoint point) {
    return TimestampedValue.of(point, Instant.ofEpochMilli(point.windowEnd() - 1));
  }

  private static Instant end(int minute) {
    return Instant.ofEpochMilli(BASE + (minute + 1) * MINUTE);
  }
}
