package io.github.beamwatch.beam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.beam.SeriesSink;
import io.github.beamwatch.beam.measure.CloseWindows;
import io.github.beamwatch.beam.measure.MeasureBatches;
import io.github.beamwatch.beam.measure.MeasureSettings;
import io.github.beamwatch.beam.measure.RowMeasurer;
import io.github.beamwatch.beam.parse.RawBatch;
import io.github.beamwatch.beam.parse.RowReader;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.event.EventParser;
import io.github.beamwatch.core.expression.MetricCatalog;
import io.github.beamwatch.core.generate.AdEventGenerator;
import io.github.beamwatch.core.generate.AdLine;
import io.github.beamwatch.core.generate.Scenario;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.fixtures.pipeline.AdSpec;
import io.github.beamwatch.fixtures.pipeline.DirectRun;
import io.github.beamwatch.fixtures.pipeline.Kept;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluateBlocksTest {

  private static final PipelineSpec SPEC = AdSpec.guarded();
  private static final Comparator<Verdict> BY_TIME_SERIES_AND_RULE =
      Comparator.comparingLong(Verdict::windowStart)
          .thenComparing(Verdict::series)
          .thenComparing(Verdict::rule);
  private static final List<byte[]> LINES = lines();

  /** What the sink of this test's pipelines took, in this process. */
  private static final Queue<Object> TAKEN = new ConcurrentLinkedQueue<>();

  private record Results(List<MetricPoint> points, List<Verdict> verdicts) {}

  @ParameterizedTest
  @CsvSource({"1,100000,1", "2,500,2", "3,70,4"})
  void theResultsAreThoseOfTheStepsForStreams(long seed, int linesPerBlock, int parallelism) {
    List<byte[]> shuffled = new ArrayList<>(LINES);
    Collections.shuffle(shuffled, new Random(seed));
    DirectRun run = DirectRun.withParallelism(parallelism);
    PCollectionTuple out =
        blocks(run, shuffled, linesPerBlock).apply(EvaluateBlocks.by(SPEC).withPoints());
    Kept<MetricPoint> points = run.keep(out.get(EvaluateBlocks.POINTS));
    Kept<Verdict> verdicts = run.keep(out.get(EvaluateBlocks.VERDICTS));
    var counters = run.toEnd();

    assertThat(sorted(points.values(), verdicts.values())).isEqualTo(stepByStep());
    assertThat(verdicts.timestamped())
        .allMatch(v -> v.getTimestamp().getMillis() == v.getValue().windowEnd() - 1);
    assertThat(points.timestamped())
        .allMatch(p -> p.getTimestamp().getMillis() == p.getValue().windowEnd() - 1);
    assertThat(counters)
        .containsEntry("events_measured", (long) LINES.size())
        .containsEntry("windows", (long) points.values().size());
  }

  @Test
  void withTransitionsOnlyTheSinkStillTakesEverything() {
    TAKEN.clear();
    DirectRun run = DirectRun.withParallelism(2);
    PCollectionTuple out =
        blocks(run, LINES, 1_000)
            .apply(EvaluateBlocks.by(SPEC).withTransitionsOnly().withSink(new TakingSink()));
    Kept<MetricPoint> points = run.keep(out.get(EvaluateBlocks.POINTS));
    Kept<Verdict> verdicts = run.keep(out.get(EvaluateBlocks.VERDICTS));
    Kept<KV<String, String>> written = run.keep(out.get(EvaluateBlocks.WRITTEN));
    run.toEnd();

    Results all = stepByStep();
    assertThat(points.values()).isEmpty();
    assertThat(verdicts.values())
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(
            all.verdicts.stream().filter(v -> v.transition() != null).toList());
    assertThat(TAKEN).hasSize(all.points.size() + all.verdicts.size()).containsAll(all.points);
    assertThat(TAKEN).containsAll(all.verdicts);
    assertThat(written.values()).isNotEmpty().containsOnly(KV.of("all", "taken"));
  }

  private static Results stepByStep() {
    MeasureSettings settings = MeasureSettings.of(SPEC);
    long start = AdEventGenerator.DEFAULT_START.toEpochMilli();
    RawBatch batch =
        new RawBatch(
            "ads/0",
            LINES.toArray(new byte[0][]),
            LongStream.range(0, LINES.size()).toArray(),
            LongStream.generate(() -> start).limit(LINES.size()).toArray());
    DirectRun run = DirectRun.withParallelism(1);
    PCollection<MetricPoint> closed =
        run.pipeline()
            .apply(Create.of(batch))
            .apply(MeasureBatches.with(settings))
            .get(MeasureBatches.PARTS)
            .apply(CloseWindows.of(settings.plan(), MetricCatalog.of(SPEC.measure())));
    Kept<MetricPoint> points = run.keep(closed);
    Kept<Verdict> verdicts = run.keep(closed.apply(EvaluateSeries.by(SPEC)));
    run.toEnd();
    return sorted(points.values(), verdicts.values());
  }

  private static Results sorted(List<MetricPoint> points, List<Verdict> verdicts) {
    return new Results(
        points.stream()
            .sorted(
                Comparator.comparingLong(MetricPoint::windowStart)
                    .thenComparing(MetricPoint::series))
            .toList(),
        verdicts.stream().sorted(BY_TIME_SERIES_AND_RULE).toList());
  }

  private static PCollection<KV<Integer, byte[]>> blocks(
      DirectRun run, List<byte[]> lines, int linesPerBlock) {
    MeasureSettings settings = MeasureSettings.of(SPEC);
    EventParser parser = settings.format().newParser();
    List<KV<Integer, byte[]>> blocks = new ArrayList<>();
    for (int at = 0; at < lines.size(); at += linesPerBlock) {
      RowMeasurer measurer = new RowMeasurer(settings);
      for (byte[] line : lines.subList(at, Math.min(lines.size(), at + linesPerBlock))) {
        assertThat(
                measurer.measure(
                    parser, line, 0, line.length, RowReader.NEVER_LATE, () -> "nowhere"))
            .isNull();
      }
      measurer.packTo((bucket, block) -> blocks.add(KV.of(bucket, block)));
    }
    return run.pipeline()
        .apply(
            "Blocks",
            Create.of(blocks).withCoder(KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of())));
  }

  private static List<byte[]> lines() {
    List<byte[]> lines = new ArrayList<>();
    for (AdLine line :
        AdEventGenerator.seeded(5)
            .withMinutes(40)
            .withEventsPerSecond(4)
            .withSeries(6)
            .withScenarios(List.of(Scenario.ALL_AT_ONCE))) {
      lines.add(line.bytes());
    }
    return lines;
  }

  private static final class TakingSink implements SeriesSink {
    private static final long serialVersionUID = 1;

    @Override
    public Writer open() {
      return new Writer() {
        @Override
        public void write(MetricPoint point) {
          TAKEN.add(point);
        }

        @Override
        public void write(Verdict verdict) {
          TAKEN.add(verdict);
        }

        @Override
        public List<KV<String, String>> close() {
          return List.of(KV.of("all", "taken"));
        }
      };
    }
  }
}
