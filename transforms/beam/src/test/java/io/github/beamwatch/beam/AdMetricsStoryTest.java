package io.github.beamwatch.beam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.beamwatch.beam.parse.RawBatch;
import io.github.beamwatch.beam.parse.RawBatchCoder;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.spec.Severity;
import io.github.beamwatch.fixtures.pipeline.AdSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.values.TimestampedValue;
import org.junit.jupiter.api.Test;

/** An incident from its first minute to its end, as the rules of {@code ad-metrics} see it. */
class AdMetricsStoryTest {

  private static final Instant EIGHT = Instant.parse("2025-12-17T08:00:00Z");
  private static final int USUAL_CLICKS = 24;
  private static final int IMPRESSIONS = 400;

  private TestStream.Builder<RawBatch> stream = TestStream.create(RawBatchCoder.of());
  private long offset;

  @Test
  void anIncidentIsOneAlertThatFiresAndIsResolved() {
    // From 08:00 to 08:10 banners in the US have 400 impressions and 24 clicks a minute, so a CTR
    // of 6 %. Events come out of order within their minute, and each minute closes behind them.
    for (int minute = 0; minute < 10; minute++) {
      send(minute, IMPRESSIONS, USUAL_CLICKS);
      closeBefore(minute + 1);
    }

    // 08:10: somebody breaks the click tracker; two clicks are left. The window is still open.
    send(10, IMPRESSIONS, 2);

    // Meanwhile a line arrives that nobody can read, and one whose revenue is negative.
    sendLine("{\"event_type\":\"impre", at(10, 5));
    sendLine(event("impression", at(10, 6)).replace("0.001", "-0.001"), at(10, 6));

    // The watermark passes 08:11: now the window counts, and the alert goes out.
    closeBefore(11);

    // A click of 08:10 arrives. Its window has been judged, and the source marks it as late: it
    // must neither change the window nor vanish.
    sendLine(event("click", at(10, 59)), at(11, 0));

    // 08:11 and 08:12 are no better. The alert is out already: nothing more is sent.
    send(11, IMPRESSIONS, 0);
    closeBefore(12);
    send(12, IMPRESSIONS, 2);
    closeBefore(13);

    // 08:13: the tracker is repaired. The baseline has learned nothing from the incident, so the
    // usual CTR is usual again, and the alert is resolved.
    send(13, IMPRESSIONS, USUAL_CLICKS);
    closeBefore(14);

    // 08:14 and on: all is quiet.
    send(14, IMPRESSIONS, USUAL_CLICKS);

    AdMetrics result = AdMetrics.of(AdSpec.guarded(), stream.advanceWatermarkToInfinity(), 2);

    // Of the incident there is one alert, sent twice under one id.
    assertThat(result.alerts()).extracting(Alert::alertType).containsOnly("ctr_drop");
    assertThat(result.alerts())
        .extracting(Alert::status)
        .containsExactly(AlertStatus.FIRING, AlertStatus.RESOLVED);
    Alert firing = result.alerts().get(0);
    Alert resolved = result.alerts().get(1);
    assertThat(resolved.alertId()).isEqualTo(firing.alertId());

    // It says what happened, where, since when, and how bad it is: 92 % below what was expected.
    assertThat(firing.labels()).containsEntry("country", "US").containsEntry("ad_format", "banner");
    assertThat(firing.currentValue()).isEqualTo(0.5);
    assertThat(firing.expectedValue()).isCloseTo(6.0, within(1e-9));
    assertThat(firing.severity()).isEqualTo(Severity.HIGH);
    assertThat(firing.startsAt()).isEqualTo(at(10, 0));
    assertThat(firing.alertTime()).isEqualTo(at(11, 0));
    assertThat(firing.samples()).isEqualTo(IMPRESSIONS);

    // And when it was over.
    assertThat(resolved.endsAt()).isEqualTo(at(13, 0));
    assertThat(resolved.alertTime()).isEqualTo(at(14, 0));
    assertThat(resolved.occurrences()).isEqualTo(3);

    // One point per minute, and in that of 08:10 no trace of the late click.
    assertThat(result.points()).hasSize(15);
    assertThat(result.points().get(10)).extracting(MetricPoint::samples).isEqualTo(402L);

    // Nothing disappeared.
    assertThat(result.dead())
        .extracting(letter -> letter.reason().word())
        .containsExactlyInAnyOrder("malformed", "out_of_range", "late");
    assertThat(result.dead()).extracting(DeadLetter::source).allMatch(s -> s.startsWith("ads/0/"));
    assertThat(result.count("events_read"))
        .isEqualTo(offset)
        .isEqualTo(
            result.count("events_measured") + result.count("dead_letters") + result.count("late"));
    assertThat(result.count("late")).isEqualTo(1);
    assertThat(result.count("alerts_firing_ctr_drop")).isEqualTo(1);
    assertThat(result.count("alerts_resolved")).isEqualTo(1);
  }

  private static Instant at(int minute, int second) {
    return EIGHT.plusSeconds(60L * minute + second);
  }

  private void closeBefore(int minute) {
    stream = stream.advanceWatermarkTo(joda(at(minute, 0)));
  }

  /** A minute's events in one batch, the last first. */
  private void send(int minute, int impressions, int clicks) {
    List<String> events = new ArrayList<>();
    List<Instant> times = new ArrayList<>();
    for (int i = impressions + clicks - 1; i >= 0; i--) {
      Instant time = at(minute, i % 60);
      events.add(event(i < clicks ? "click" : "impression", time));
      times.add(time);
    }
    send(events, times);
  }

  private void sendLine(String line, Instant timestamp) {
    send(List.of(line), List.of(timestamp));
  }

  private void send(List<String> lines, List<Instant> timestamps) {
    byte[][] payloads = lines.stream().map(line -> line.getBytes(UTF_8)).toArray(byte[][]::new);
    long[] offsets = new long[payloads.length];
    Arrays.setAll(offsets, i -> offset++);
    RawBatch batch =
        new RawBatch(
            "ads/0",
            payloads,
            offsets,
            timestamps.stream().mapToLong(Instant::toEpochMilli).toArray());
    stream =
        stream.addElements(
            TimestampedValue.of(
                batch, joda(Instant.ofEpochMilli(batch.earliestTimestampMillis()))));
  }

  private static String event(String type, Instant time) {
    return """
        {"event_type":"%s","event_time":"%s","country":"US","ad_format":"banner","revenue":0.001}"""
        .formatted(type, time);
  }

  private static org.joda.time.Instant joda(Instant time) {
    return org.joda.time.Instant.ofEpochMilli(time.toEpochMilli());
  }
}
