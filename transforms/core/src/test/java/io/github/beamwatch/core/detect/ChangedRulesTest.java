package io.github.beamwatch.core.detect;

import static io.github.beamwatch.core.detect.Rules.ONE_ALERT_PER_INCIDENT;
import static io.github.beamwatch.core.detect.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.alert.AlertFactory;
import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import io.github.beamwatch.core.expression.MetricCatalog;
import io.github.beamwatch.core.series.MeasureValue;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.series.SeriesKey;
import io.github.beamwatch.core.spec.PipelineSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A series goes on under other rules. */
class ChangedRulesTest {

  private static final PipelineSpec HALF =
      Rules.pipeline(ONE_ALERT_PER_INCIDENT, rule("drop", "n").belowRatio(0.5));
  private static final PipelineSpec TENTH =
      Rules.pipeline(ONE_ALERT_PER_INCIDENT, rule("drop", "n").belowRatio(0.1));
  private static final PipelineSpec RENAMED =
      Rules.pipeline(ONE_ALERT_PER_INCIDENT, rule("fall", "n").belowRatio(0.1));

  private final SeriesState state = new SeriesState();
  private final List<SeriesEvaluator> known = new ArrayList<>();
  private int minute;

  @Test
  void another_threshold_keeps_the_baseline_and_the_alert() {
    SeriesEvaluator half = evaluator(HALF);
    SeriesEvaluator tenth = evaluator(TENTH);
    judge(half, 100);
    assertThat(judge(half, 40).get(0).transition().status()).isEqualTo(AlertStatus.FIRING);

    Verdict verdict = judge(tenth, 40).get(0);

    assertThat(verdict.expected()).isEqualTo(100.0);
    assertThat(verdict.transition().status()).isEqualTo(AlertStatus.RESOLVED);
  }

  @Test
  void the_alert_of_a_rule_that_is_gone_is_resolved_once() {
    SeriesEvaluator half = evaluator(HALF);
    SeriesEvaluator renamed = evaluator(RENAMED);
    judge(half, 100);
    judge(half, 40);

    List<Verdict> verdicts = judge(renamed, 40);

    assertThat(verdicts).extracting(Verdict::rule).containsExactly("drop", "fall");
    assertThat(verdicts.get(0).transition().status()).isEqualTo(AlertStatus.RESOLVED);
    assertThat(verdicts.get(1).expected())
        .as("the baseline is shared by name of metric")
        .isEqualTo(100.0);
    Alert alert = AlertFactory.of(RENAMED, "v2").alert(verdicts.get(0)).orElseThrow();
    assertThat(alert.specVersion()).isEqualTo("v2");
    assertThat(alert.message())
        .isEqualTo(
            "Resolved: the rule drop was taken out while n of country=US was abnormal, after 1 window,"
                + " 00:01–00:02 UTC");
    assertThat(judge(renamed, 40)).hasSize(1);
    assertThat(judge(half, 40)).extracting(Verdict::transition).isNotNull();
  }

  @Test
  void what_nobody_was_told_of_ends_unseen() {
    SeriesEvaluator half = evaluator(HALF);
    judge(half, 100);
    judge(half, 90);

    assertThat(judge(evaluator(RENAMED), 90)).extracting(Verdict::rule).containsExactly("fall");
  }

  private SeriesEvaluator evaluator(PipelineSpec spec) {
    SeriesEvaluator evaluator = SeriesEvaluator.of(spec);
    known.add(evaluator);
    return evaluator;
  }

  private List<Verdict> judge(SeriesEvaluator evaluator, double n) {
    List<MeasureValue> measures =
        List.of(MeasureValue.of(n, (long) n), MeasureValue.of(0, 0), MeasureValue.of(0, 0));
    long start = minute++ * SeriesStory.MINUTE;
    MetricPoint point =
        new MetricPoint(
            SeriesKey.of("US"),
            start,
            start + SeriesStory.MINUTE,
            (long) n,
            measures,
            MetricCatalog.of(HALF.measure()).evaluate(measures));
    List<Verdict> verdicts = new ArrayList<>();
    evaluator.retire(state, point, known, verdicts::add);
    evaluator.evaluate(state, point, verdicts::add);
    return verdicts;
  }
}
