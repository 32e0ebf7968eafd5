package io.github.beamwatch.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.spec.AbsenceSpec;
import io.github.beamwatch.core.spec.ConditionSpec;
import io.github.beamwatch.core.spec.MeasureSpec;
import io.github.beamwatch.core.spec.MeasureSpec.Gaps;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.RuleSpec;
import io.github.beamwatch.core.spec.RuleSpec.Direction;
import io.github.beamwatch.core.spec.RuleSpec.Learn;
import io.github.beamwatch.core.spec.RuleSpec.Mode;
import io.github.beamwatch.core.spec.SeveritySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of minutes in which nothing came. */
class SilenceAndGapsTest {
  private static final RuleSpec LOW =
      RuleSpec.comparing(
          "low",
          "n",
          null,
          new ConditionSpec(5.0, null, null, null),
          null,
          Learn.SKIP_ANOMALOUS,
          SeveritySpec.DEFAULT,
          Duration.ZERO,
          Duration.ZERO,
          null);

  @Test
  void aSilentSeriesIsAnAlertThatIsResolvedWhenItReturns() {
    SeriesStory story = new SeriesStory(spec(Gaps.IGNORE, silent(3))).n(10, 2);

    story.silence(3).n(10); // exactly the grace period
    assertThat(story.verdicts()).extracting(Verdict::kind).containsOnly(Kind.NORMAL);

    story.silence(4).n(10);
    Verdict gone = story.verdicts().get(story.verdicts().size() - 2);
    Verdict back = story.verdicts().get(story.verdicts().size() - 1);
    assertThat(gone.kind()).isEqualTo(Kind.NO_DATA);
    assertThat(gone.transition()).isNotNull();
    assertThat(gone.transition().status()).isEqualTo(AlertStatus.FIRING);
    assertThat(gone.windowEnd() - gone.windowStart()).isEqualTo(Duration.ofMinutes(3).toMillis());
    assertThat(back.kind()).isEqualTo(Kind.NORMAL);
    assertThat(back.transition()).isNotNull();
    assertThat(back.transition().status()).isEqualTo(AlertStatus.RESOLVED);
  }

  /** With an alarm clock the same verdicts come, the first of them before the series returns. */
  @Test
  void anAlarmTellsTheSameAsTheNextPoint() {
    PipelineSpec spec = spec(Gaps.IGNORE, silent(3));
    SeriesStory unwatched = new SeriesStory(spec).n(10, 2).silence(9).n(10);
    SeriesEvaluator evaluator = SeriesEvaluator.of(spec);
    SeriesStory watched = new SeriesStory(spec).n(10, 2);
    SeriesState state = SeriesStory.read(watched.bytes());

    long due = evaluator.nextWatch(state);
    List<Verdict> early = new ArrayList<>();
    evaluator.watch(state, SeriesStory.SERIES, due - 1, early::add);
    assertThat(early).isEmpty();
    evaluator.watch(state, SeriesStory.SERIES, due, early::add);
    evaluator.watch(state, SeriesStory.SERIES, due + 60_000, early::add);

    assertThat(early).containsExactly(unwatched.verdicts().get(2));
    assertThat(evaluator.nextWatch(state)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void gapsAreNothingUnlessTheyAreFilled() {
    SeriesStory story = new SeriesStory(spec(Gaps.IGNORE, LOW)).n(10).silence(3).n(10);
    assertThat(story.verdicts()).hasSize(2);
  }

  @Test
  void aCountOfNothingIsZero() {
    SeriesStory story = new SeriesStory(spec(Gaps.ZERO, LOW)).n(10).silence(2).n(10);

    assertThat(story.verdicts())
        .extracting(Verdict::kind)
        .containsExactly(Kind.NORMAL, Kind.ANOMALY, Kind.ANOMALY, Kind.NORMAL);
    assertThat(story.verdicts())
        .extracting(Verdict::imputed)
        .containsExactly(false, true, true, false);
    assertThat(story.verdicts().get(1).windowEnd())
        .isEqualTo(story.verdicts().get(2).windowStart());
  }

  @Test
  void thePreviousValuesStandForMissingOnes() {
    SeriesStory story = new SeriesStory(spec(Gaps.PREVIOUS, LOW)).n(3).silence(2).n(10);
    assertThat(story.verdicts()).extracting(Verdict::value).containsExactly(3.0, 3.0, 3.0, 10.0);
  }

  @Test
  void aLongGapIsFilledByItsNewestDay() {
    SeriesStory story = new SeriesStory(spec(Gaps.ZERO, LOW)).n(10).silence(1_000_000).n(10);
    assertThat(story.verdicts()).hasSize(GapFilling.MAX_WINDOWS + 2);
  }

  private static RuleSpec silent(int minutes) {
    return new RuleSpec(
        "silent",
        null,
        List.of(),
        null,
        new AbsenceSpec(Duration.ofMinutes(minutes)),
        Direction.BOTH,
        null,
        null,
        null,
        null,
        Learn.SKIP_ANOMALOUS,
        SeveritySpec.DEFAULT,
        Duration.ZERO,
        null,
        Duration.ZERO,
        null,
        Mode.ACTIVE);
  }

  static PipelineSpec spec(Gaps gaps, RuleSpec rule) {
    PipelineSpec base = Rules.pipeline(Rules.ONE_ALERT_PER_INCIDENT);
    MeasureSpec measure = base.measure();
    return new PipelineSpec(
        base.apiVersion(),
        base.name(),
        null,
        base.source(),
        base.parse(),
        new MeasureSpec(
            measure.groupBy(),
            measure.window(),
            Duration.ZERO,
            measure.measures(),
            measure.metrics(),
            gaps),
        List.of(rule),
        base.alerts(),
        base.sinks());
  }
}
