package io.github.beamwatch.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.spec.DetectorSpec;
import io.github.beamwatch.core.spec.GuardSpec;
import io.github.beamwatch.core.spec.MeasureSpec.Gaps;
import io.github.beamwatch.core.spec.RuleSpec;
import io.github.beamwatch.core.spec.RuleSpec.Direction;
import io.github.beamwatch.core.spec.RuleSpec.Learn;
import io.github.beamwatch.core.spec.RuleSpec.Mode;
import io.github.beamwatch.core.spec.RuleSpec.OccurrencesSpec;
import io.github.beamwatch.core.spec.SeveritySpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rules by detectors of the library; every story's state passes through bytes. */
class DetectorRuleTest {
  private static final DetectorSpec EWMA_Z =
      new DetectorSpec("ewma_z", Map.of("warmup", 30.0), null, List.of());

  @Test
  void aDetectorWarmsUpAndThenFindsWhatIsFarOut() {
    SeriesStory story = noisy(rule(Direction.BOTH, null, null));
    assertThat(story.verdicts().get(0).kind()).isEqualTo(Kind.WARMUP);
    assertThat(story.verdicts().get(0).score()).isNaN();
    assertThat(story.kind()).isEqualTo(Kind.NORMAL);

    Verdict spike = story.n(300).verdict();
    assertThat(spike.kind()).isEqualTo(Kind.ANOMALY);
    assertThat(spike.detector()).isEqualTo("ewma_z");
    assertThat(spike.score()).isGreaterThan(spike.threshold());
    assertThat(spike.upper()).isLessThan(300).isGreaterThan(spike.expected());
    assertThat(spike.transition()).isNotNull();
    assertThat(story.n(100).kind()).isEqualTo(Kind.NORMAL);
  }

  @Test
  void onlyTheSideThatIsAskedAboutIsAnAnomaly() {
    assertThat(noisy(rule(Direction.DOWN, null, null)).n(300).kind()).isEqualTo(Kind.NORMAL);
    assertThat(noisy(rule(Direction.UP, null, null)).n(300).kind()).isEqualTo(Kind.ANOMALY);
    assertThat(noisy(rule(Direction.UP, null, null)).n(0).kind()).isEqualTo(Kind.NORMAL);
    assertThat(noisy(rule(Direction.DOWN, null, null)).n(0).kind()).isEqualTo(Kind.ANOMALY);
  }

  @Test
  void whatDoesNotMatterIsNoAnomaly() {
    GuardSpec far = new GuardSpec(null, 0, 0L, 500.0, 0.0);
    GuardSpec share = new GuardSpec(null, 0, 0L, 0.0, 3.0);
    assertThat(noisy(rule(Direction.BOTH, far, null)).n(300).kind()).isEqualTo(Kind.NORMAL);
    assertThat(noisy(rule(Direction.BOTH, far, null)).n(700).kind()).isEqualTo(Kind.ANOMALY);
    assertThat(noisy(rule(Direction.BOTH, share, null)).n(300).kind()).isEqualTo(Kind.NORMAL);
    assertThat(noisy(rule(Direction.BOTH, share, null)).n(500).kind()).isEqualTo(Kind.ANOMALY);
  }

  @Test
  void tooFewSamplesSayNothing() {
    GuardSpec many = new GuardSpec(null, 0, 1_000L, 0.0, 0.0);
    assertThat(noisy(rule(Direction.BOTH, many, null)).n(300).kind()).isEqualTo(Kind.NO_DATA);
  }

  @Test
  void theAlertWaitsUntilItHoldsInEnoughOfTheNewestWindows() {
    SeriesStory story = noisy(rule(Direction.BOTH, null, new OccurrencesSpec(2, 3)));
    assertThat(story.n(300).transition()).isNull();
    assertThat(story.n(100).transition()).isNull();
    assertThat(story.n(300).transition()).isNotNull(); // two of three
    assertThat(story.n(300).transition()).isNull(); // firing
    assertThat(story.n(100).transition()).isNull(); // still two of the newest three
    assertThat(story.n(100).transition()).isNotNull(); // one of three: resolved
  }

  /**
   * An hour-long incident is one alert, and does not become the normal that its end departs from.
   */
  @Test
  void anIncidentIsOneAlertAndTeachesNothing() {
    SeriesStory story = noisy(rule(Direction.BOTH, null, null));
    int before = story.verdicts().size();
    story.n(300, 60);
    assertThat(story.kind()).isEqualTo(Kind.ANOMALY);
    assertThat(story.n(100).kind()).isEqualTo(Kind.NORMAL);
    assertThat(story.verdicts().subList(before, story.verdicts().size()))
        .filteredOn(verdict -> verdict.transition() != null)
        .hasSize(2); // fired, resolved
  }

  /** auto tells of a lasting change when it begins, and soon takes it for the new normal. */
  @Test
  void autoMakesOneAlertOfALastingChange() {
    SeriesStory story = noisy(rule(DetectorSpec.named("auto"), Direction.BOTH, null, null));
    int before = story.verdicts().size();
    for (int i = 0; i < 300; i++) {
      story.n(295 + i * 7 % 11);
    }
    List<Verdict> during = story.verdicts().subList(before, story.verdicts().size());
    assertThat(during.get(0).transition()).isNotNull();
    assertThat(during).filteredOn(verdict -> verdict.transition() != null).hasSize(2);
  }

  /**
   * Told to learn nothing from anomalies, auto goes on as long as the incident, and sees its end.
   */
  @Test
  void autoCanKeepAnIncidentOutOfItsMemory() {
    RuleSpec skipping =
        rule(DetectorSpec.named("auto"), Direction.BOTH, null, null, Learn.SKIP_ANOMALOUS);
    SeriesStory story = noisy(skipping);
    int before = story.verdicts().size();
    for (int i = 0; i < 60; i++) {
      story.n(295 + i * 7 % 11);
    }
    assertThat(story.verdicts().subList(before, before + 60))
        .allMatch(verdict -> verdict.kind() == Kind.ANOMALY);
    assertThat(story.n(100).kind()).isEqualTo(Kind.NORMAL);
    assertThat(story.transition()).isNotNull(); // resolved
  }

  /** One outlier moves what auto expects by little. */
  @Test
  void autoExpectsTheUsualAfterAnOutlier() {
    SeriesStory story = noisy(rule(DetectorSpec.named("auto"), Direction.BOTH, null, null));
    assertThat(story.n(10_000).kind()).isEqualTo(Kind.ANOMALY);
    assertThat(story.n(100).verdict().expected()).isBetween(80.0, 125.0);
  }

  /** After the time to live a new level is learned: warm-up, and then it is normal. */
  @Test
  void aNewLevelThatLastsIsAccepted() {
    SeriesStory story = noisy(rule(Direction.BOTH, null, null));
    story.n(300, 120);
    assertThat(story.kind()).isEqualTo(Kind.ANOMALY);
    story.n(300);
    assertThat(story.kind()).isEqualTo(Kind.WARMUP);
    story.n(300, 31);
    assertThat(story.kind()).isEqualTo(Kind.NORMAL);
  }

  private static SeriesStory noisy(RuleSpec rule) {
    SeriesStory story = new SeriesStory(SilenceAndGapsTest.spec(Gaps.IGNORE, rule));
    Random random = new Random(7);
    for (int i = 0; i < 100; i++) {
      story.n(95 + random.nextInt(11));
    }
    return story;
  }

  private static RuleSpec rule(
      Direction direction, @Nullable GuardSpec guard, @Nullable OccurrencesSpec occurrences) {
    return rule(EWMA_Z, direction, guard, occurrences);
  }

  private static RuleSpec rule(
      DetectorSpec detector,
      Direction direction,
      @Nullable GuardSpec guard,
      @Nullable OccurrencesSpec occurrences) {
    return rule(detector, direction, guard, occurrences, null);
  }

  private static RuleSpec rule(
      DetectorSpec detector,
      Direction direction,
      @Nullable GuardSpec guard,
      @Nullable OccurrencesSpec occurrences,
      @Nullable Learn learn) {
    return new RuleSpec(
        "unusual",
        "n",
        List.of(),
        detector,
        null,
        direction,
        Duration.ofMinutes(120),
        null,
        null,
        guard,
        learn,
        SeveritySpec.DEFAULT,
        Duration.ZERO,
        occurrences,
        Duration.ZERO,
        null,
        Mode.ACTIVE);
  }
}
