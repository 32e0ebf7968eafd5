package io.github.beamwatch.beam.evaluate;

import static io.github.beamwatch.beam.evaluate.Ctr.BASE;
import static io.github.beamwatch.beam.evaluate.Ctr.MINUTE;
import static io.github.beamwatch.beam.evaluate.Ctr.point;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.beam.alert.RaiseAlerts;
import io.github.beamwatch.beam.measure.MetricPointCoder;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.alert.AlertFactory;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.spec.AbsenceSpec;
import io.github.beamwatch.core.spec.AlertsSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.RuleSpec;
import io.github.beamwatch.core.spec.RuleSpec.Direction;
import io.github.beamwatch.core.spec.RuleSpec.Mode;
import io.github.beamwatch.core.spec.SeveritySpec;
import io.github.beamwatch.fixtures.pipeline.AdSpec;
import io.github.beamwatch.fixtures.pipeline.DirectRun;
import io.github.beamwatch.fixtures.pipeline.Kept;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

/** A series that falls silent in a stream, while others move the watermark on. */
class SilenceStreamTest {
  private static final String SILENT = "silent";

  /** Germany is silent from minute 10 to 20; the US and Japan are not. */
  private static final List<MetricPoint> POINTS = points();

  @Test
  void theAlertFiresOnceTheGracePeriodAndAWindowHavePassed() {
    DirectRun run = DirectRun.withParallelism(1);
    Kept<Verdict> kept =
        run.keep(run.pipeline().apply(stream(POINTS)).apply(EvaluateSeries.by(spec(false))));
    run.toEnd();
    List<String> told =
        kept.values().stream()
            .map(v -> v.kind() + " " + country(v) + " " + (v.windowEnd() - BASE) / MINUTE)
            .toList();

    // Germany was last heard of in the window that ends at minute 10, so its deadline is minute 13;
    // that nothing came is known when the windows that began before that have closed: once
    // the watermark, which moves in minutes here, is past 14.
    assertThat(told).containsOnlyOnce("NO_DATA DE 13");
    assertThat(told.indexOf("NO_DATA DE 13"))
        .isGreaterThan(told.indexOf("NORMAL JP 14"))
        .isLessThan(told.indexOf("NORMAL JP 16"));
  }

  @Test
  void theAlertIsResolvedByTheNextEvent() {
    List<Alert> alerts = silent(stream(POINTS));

    assertThat(alerts)
        .extracting(a -> a.status() + " " + a.labels().get("country"))
        .containsExactly("FIRING DE", "RESOLVED DE");
    assertThat(alerts.get(1).alertId()).isEqualTo(alerts.get(0).alertId());
    assertThat(alerts.get(1).endsAt()).isNotNull();
  }

  /** The stream tells earlier; what it tells is the same, to the id. */
  @ParameterizedTest
  @CsvSource({"1,false", "4,false", "1,true", "4,true"})
  void theAlertsAreThoseOfTheSamePointsAsAFile(int parallelism, boolean everyRule) {
    List<Alert> file =
        alerts(
            parallelism,
            everyRule,
            Create.timestamped(POINTS.stream().map(SilenceStreamTest::at).toList()));

    assertThat(file).extracting(Alert::alertType).contains(SILENT);
    assertThat(alerts(parallelism, everyRule, stream(POINTS))).isEqualTo(file);
  }

  @Test
  void aSeriesThatNeverReturnsIsToldOfOnce() {
    List<MetricPoint> gone =
        POINTS.stream()
            .filter(
                p -> !(p.series().values().contains("DE") && p.windowStart() > BASE + 10 * MINUTE))
            .toList();

    assertThat(silent(stream(gone)))
        .extracting(a -> a.status() + " " + a.labels().get("country"))
        .containsExactly("FIRING DE");
  }

  private static List<MetricPoint> points() {
    List<MetricPoint> points = new ArrayList<>();
    for (int minute = 0; minute < 30; minute++) {
      points.add(point("US", minute, minute == 25 ? 0 : 50));
      points.add(point("JP", minute, 40 + minute % 3));
      if (minute < 10 || minute >= 20) {
        points.add(point("DE", minute, 50));
      }
    }
    return points;
  }

  /**
   * Minute by minute, as the watermark closes windows. At its end, which a real stream never
   * reaches, every series is silent: {@link #alerts} leaves that out.
   */
  private static TestStream<MetricPoint> stream(List<MetricPoint> points) {
    TestStream.Builder<MetricPoint> stream = TestStream.create(MetricPointCoder.of());
    var minutes =
        points.stream()
            .collect(
                Collectors.groupingBy(MetricPoint::windowEnd, TreeMap::new, Collectors.toList()));
    for (var minute : minutes.entrySet()) {
      for (MetricPoint point : minute.getValue()) {
        stream = stream.addElements(at(point));
      }
      stream = stream.advanceWatermarkTo(Instant.ofEpochMilli(minute.getKey()));
    }
    return stream.advanceWatermarkToInfinity();
  }

  private static List<Alert> silent(TestStream<MetricPoint> stream) {
    return alerts(1, false, stream);
  }

  /** What was said while the watermark was still among the points, by time and id. */
  private static List<Alert> alerts(
      int parallelism, boolean everyRule, PTransform<PBegin, PCollection<MetricPoint>> points) {
    PipelineSpec spec = spec(everyRule);
    DirectRun run = DirectRun.withParallelism(parallelism);
    PCollection<Verdict> verdicts =
        run.pipeline()
            .apply("Read", points)
            .apply("Judge", EvaluateSeries.by(spec).withTransitionsOnly());
    Kept<Alert> kept =
        run.keep(verdicts.apply("Raise", RaiseAlerts.with(AlertFactory.of(spec, "1"))));
    run.toEnd();
    Instant end = Instant.ofEpochMilli(BASE + 30 * MINUTE);
    return kept.timestamped().stream()
        .filter(alert -> !alert.getTimestamp().isAfter(end))
        .sorted(
            Comparator.comparing((TimestampedValue<Alert> alert) -> alert.getValue().alertTime())
                .thenComparing(alert -> alert.getValue().alertId())
                .thenComparing(alert -> alert.getValue().status()))
        .map(TimestampedValue::getValue)
        .toList();
  }

  private static PipelineSpec spec(boolean everyRule) {
    PipelineSpec base = AdSpec.guarded();
    List<RuleSpec> rules = new ArrayList<>(everyRule ? base.detect() : List.of());
    rules.add(
        new RuleSpec(
            SILENT,
            null,
            List.of(),
            null,
            new AbsenceSpec(Duration.ofMinutes(3)),
            Direction.BOTH,
            null,
            null,
            null,
            null,
            null,
            SeveritySpec.DEFAULT,
            Duration.ZERO,
            null,
            Duration.ZERO,
            null,
            Mode.ACTIVE));
    return new PipelineSpec(
        base.apiVersion(),
        base.name(),
        null,
        base.source(),
        base.parse(),
        base.measure(),
        rules,
        new AlertsSpec(Duration.ZERO, true, List.of()),
        base.sinks());
  }

  private static String country(Verdict verdict) {
    return verdict.series().values().get(0);
  }

  private static TimestampedValue<MetricPoint> at(MetricPoint point) {
    return TimestampedValue.of(point, Instant.ofEpochMilli(point.windowEnd() - 1));
  }
}
