package io.github.beamwatch.core.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.detect.SeriesEvaluator;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.detect.Verdict.Transition;
import io.github.beamwatch.core.series.SeriesKey;
import io.github.beamwatch.core.spec.AggregateSpec;
import io.github.beamwatch.core.spec.ConditionSpec;
import io.github.beamwatch.core.spec.MeasureSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.RuleSpec;
import io.github.beamwatch.core.spec.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertFactoryTest {
  private static final long START = Instant.parse("2025-12-17T08:40:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final Transition FIRES = new Transition(AlertStatus.FIRING, START, START, null, 1);

  @Test
  void carriesTheVerdict() {
    Alert alert = factory(null).alert(dropTo(1.52, 7.47, FIRES)).orElseThrow();

    assertThat(alert.status()).isEqualTo(AlertStatus.FIRING);
    assertThat(alert.alertType()).isEqualTo("ctr_drop");
    assertThat(alert.severity()).isEqualTo(Severity.HIGH);
    assertThat(alert.pipeline()).isEqualTo("ad-metrics");
    assertThat(alert.specVersion()).isEqualTo("v1");
    assertThat(alert.labels()).isEqualTo(Map.of("ad_format", "banner", "country", "US"));
    assertThat(alert.metricName()).isEqualTo("ctr");
    assertThat(alert.alertTime()).isEqualTo(Instant.parse("2025-12-17T08:41:00Z"));
    assertThat(alert.startsAt()).isEqualTo(Instant.parse("2025-12-17T08:40:00Z"));
    assertThat(alert.endsAt()).isNull();
    assertThat(alert.occurrences()).isEqualTo(1);
    assertThat(alert.samples()).isEqualTo(412);
    assertThat(alert.message())
        .isEqualTo(
            "ctr of country=US, ad_format=banner fell to 1.52, 79.7 % below the expected 7.47"
                + " (412 events, 08:40–08:41 UTC)");
  }

  @Test
  void makesNothingOfAVerdictThatChangesNothing() {
    assertThat(factory(null).alert(dropTo(1.52, 7.47, null))).isEmpty();
  }

  @Test
  void bothEndsOfAnIncidentHaveOneId() {
    Transition ends =
        new Transition(AlertStatus.RESOLVED, START, START - MINUTE, START + 2 * MINUTE, 3);
    Alert firing = factory(null).alert(dropTo(1.52, 7.47, FIRES)).orElseThrow();
    Alert resolved = factory(null).alert(backTo(7.31, ends, Kind.NORMAL)).orElseThrow();

    assertThat(resolved.alertId()).isEqualTo(firing.alertId());
    assertThat(resolved.status()).isEqualTo(AlertStatus.RESOLVED);
    assertThat(resolved.endsAt()).isEqualTo(Instant.parse("2025-12-17T08:42:00Z"));
    assertThat(resolved.message())
        .isEqualTo(
            "Resolved: ctr of country=US, ad_format=banner is back at 7.31 (expected 7.47) after"
                + " 3 windows of ctr_drop, 08:39–08:42 UTC");
  }

  @Test
  void saysWhenAnIncidentEndedForWantOfABaseline() {
    Transition ends = new Transition(AlertStatus.RESOLVED, START, START, START + MINUTE, 1);
    assertThat(factory(null).alert(backTo(1.5, ends, Kind.WARMUP)).orElseThrow().message())
        .isEqualTo(
            "Resolved: ctr of country=US, ad_format=banner ended, its baseline being learned anew,"
                + " after 1 window of ctr_drop, 08:40–08:41 UTC");
  }

  @Test
  void saysSinceWhen() {
    Transition late = new Transition(AlertStatus.FIRING, START, START - 3 * MINUTE, null, 4);
    assertThat(factory(null).alert(dropTo(1.52, 7.47, late)).orElseThrow().message())
        .endsWith("(412 events, 08:40–08:41 UTC, since 08:37 UTC)");
  }

  @Test
  void saysARiseAsMultipleOnceItIsLarge() {
    assertThat(message(10.0, 4.0, 2.5, SeriesEvaluator.EMA_RATIO, 2.0))
        .contains("rose to 10, 150.0 % above the expected 4 (");
    assertThat(message(1797, 353, 5.1, SeriesEvaluator.EMA_RATIO, 3.0))
        .contains("rose to 1797, 5.09 times the expected 353 (");
    assertThat(message(0.0, 4.47, 0.0, SeriesEvaluator.EMA_RATIO, 0.5))
        .contains("fell to 0, 100.0 % below the expected 4.47 (");
  }

  @Test
  void saysAFixedLimit() {
    assertThat(message(12.25, Double.NaN, 12.25, SeriesEvaluator.THRESHOLD, 10))
        .contains("is 12.2, above the limit of 10 (");
    assertThat(message(3, 8, 3, SeriesEvaluator.THRESHOLD, 5))
        .contains("is 3, below the limit of 5, usually 8 (");
  }

  @Test
  void fillsTheTemplateOfTheRule() {
    AlertFactory factory =
        factory(
            "{rule}: {metric} in {country} is {current}, not {expected} ({deviation}) {labels}"
                + " {samples} {window} {}");
    assertThat(factory.alert(dropTo(1.52, 7.47, FIRES)).orElseThrow().message())
        .isEqualTo(
            "ctr_drop: ctr in US is 1.52, not 7.47 (-79.7 %) country=US, ad_format=banner 412"
                + " 08:40–08:41 UTC {}");
    // an end has a sentence of its own: the template speaks of what went wrong
    Transition ends = new Transition(AlertStatus.RESOLVED, START, START, START + MINUTE, 1);
    assertThat(factory.alert(backTo(7.3, ends, Kind.NORMAL)).orElseThrow().message())
        .startsWith("Resolved: ");
  }

  @Test
  void refusesAnUnknownPlaceholder() {
    assertThatThrownBy(() -> factory("{curent} is bad"))
        .hasMessage(
            "rule ctr_drop: the message has an unknown placeholder {curent}; there are {metric},"
                + " {labels}, {value}, {current}, {expected}, {deviation}, {samples}, {window}, {rule},"
                + " {country}, {ad_format}");
  }

  private static AlertFactory factory(@Nullable String message) {
    RuleSpec rule =
        RuleSpec.comparing(
            "ctr_drop",
            "ctr",
            null,
            new ConditionSpec(1.0, null, null, null),
            null,
            null,
            null,
            null,
            null,
            message);
    MeasureSpec measure =
        new MeasureSpec(
            List.of("country", "ad_format"),
            Duration.ofMinutes(1),
            null,
            Map.of("n", new AggregateSpec(Map.of(), null, null, null, null, null, null)),
            null,
            null);
    return AlertFactory.of(
        new PipelineSpec(
            PipelineSpec.API_VERSION,
            "ad-metrics",
            null,
            null,
            null,
            measure,
            List.of(rule),
            null,
            null),
        "v1");
  }

  private static String message(
      double value, double expected, double score, String detector, double threshold) {
    Verdict verdict = verdict(Kind.ANOMALY, value, expected, score, detector, threshold, FIRES);
    return factory(null).alert(verdict).orElseThrow().message();
  }

  private static Verdict dropTo(double value, double expected, @Nullable Transition transition) {
    return verdict(Kind.ANOMALY, value, expected, value / expected, "ema_ratio", 0.5, transition);
  }

  private static Verdict backTo(double value, Transition transition, Kind kind) {
    return verdict(kind, value, 7.47, Double.NaN, "ema_ratio", 0.5, transition);
  }

  private static Verdict verdict(
      Kind kind,
      double value,
      double expected,
      double score,
      String detector,
      double threshold,
      @Nullable Transition transition) {
    return new Verdict(
        SeriesKey.of("US", "banner"),
        "ctr_drop",
        "ctr",
        detector,
        START,
        START + MINUTE,
        kind,
        value,
        expected,
        score,
        threshold,
        Double.NaN,
        Double.NaN,
        100 * (value - expected) / expected,
        412,
        Severity.HIGH,
        false,
        transition);
  }
}
