package io.github.beamwatch.core.detect;

import static io.github.beamwatch.core.detect.Rules.ONE_ALERT_PER_INCIDENT;
import static io.github.beamwatch.core.detect.Rules.pipeline;
import static io.github.beamwatch.core.detect.Rules.rule;
import static io.github.beamwatch.core.detect.SeriesStory.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.detect.Verdict.Transition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A guarded rule: abnormal is not enough, it must be more than chance. */
class GuardTest {

  @ParameterizedTest(name = "after {0} of {1} a minute, {2} of {3} is {4}")
  @CsvSource({
    // the same rates, of few events and of many
    "2, 20, 0, 20, NORMAL",
    "20, 200, 0, 200, ANOMALY",
    "20, 200, 8, 200, NORMAL",
    "200, 2000, 80, 2000, ANOMALY",
    // a past of few events is less sure than one of many
    "1, 10, 0, 110, NORMAL",
    "100, 1000, 0, 110, ANOMALY",
    // a high share varies less than its count alone would
    "18, 20, 8, 20, ANOMALY",
    "2, 20, 20, 20, ANOMALY",
    // hits may be more than n: then they are a count per n
    "2, 20, 45, 20, ANOMALY",
    "30, 20, 0, 20, ANOMALY",
  })
  void weighsARatioByItsEvents(long hits, long n, long nextHits, long nextN, Kind expected) {
    SeriesStory story =
        story(
            rule("drop", "rate").belowRatio(0.5).guarded(1e-4, 5),
            rule("spike", "rate").aboveRatio(2.0).guarded(1e-4, 5));
    story.hits(hits, n, 30).hits(nextHits, nextN);
    boolean drop = nextHits * n < hits * nextN;
    assertThat(story.verdict(drop ? "drop" : "spike").kind()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "after {0} a minute, {1} is {2}")
  @CsvSource({
    "3, 10, NORMAL",
    "3, 16, ANOMALY",
    "300, 950, ANOMALY",
    "1, 4, NORMAL",
    "1, 12, ANOMALY",
  })
  void weighsACount(int usual, int next, Kind expected) {
    SeriesStory story = story(rule("spike", "n").aboveRatio(3.0).guarded(1e-4, 5));
    assertThat(story.n(usual, 30).n(next).kind()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "standard deviation {0} a piece, {1} pieces at {2} is {3}")
  @CsvSource({
    "1.0, 100, 0.4, ANOMALY",
    "1.0, 20, 0.4, NORMAL",
    "3.0, 100, 0.4, NORMAL",
    "1.0, 100, 2.5, ANOMALY",
    "3.0, 100, 2.5, NORMAL",
    // a past without variation: every departure is news
    "0.0, 100, 0.4, ANOMALY",
    "0.0, 2, 2.5, ANOMALY",
    // the mean of two pieces may be anything
    "0.3, 2, 0.4, NORMAL",
  })
  void weighsAMeanByItsVariance(double deviation, int pieces, double next, Kind expected) {
    SeriesStory story =
        story(
            rule("drop", "price").belowRatio(0.5).guarded(1e-4, 5),
            rule("spike", "price").aboveRatio(2.0).guarded(1e-4, 5));
    double variance = deviation * deviation;
    for (int i = 0; i < 30; i++) {
      story.window(100, 0, 100, variance);
    }
    story.window(pieces, 0, pieces * next, variance);
    assertThat(story.verdict(next < 1 ? "drop" : "spike").kind()).isEqualTo(expected);
  }

  @Test
  void aRestlessPastAsksForMore() {
    SeriesStory calm = story(rule("spike", "n").aboveRatio(1.5).guarded(1e-4, 5));
    SeriesStory restless = story(rule("spike", "n").aboveRatio(1.5).guarded(1e-4, 5));
    for (int i = 0; i < 40; i++) {
      calm.n(i % 2 == 0 ? 102 : 98);
      restless.n(i % 2 == 0 ? 130 : 70);
    }
    assertThat(calm.n(160).kind()).isEqualTo(Kind.ANOMALY);
    assertThat(restless.n(160).kind()).isEqualTo(Kind.NORMAL);
    assertThat(restless.n(300).kind()).isEqualTo(Kind.ANOMALY);
  }

  @Test
  void aFormulaOfAnyFormIsWeighedByItsOwnPast() {
    SeriesStory story = story(rule("spike", "odd").aboveRatio(1.5).guarded(1e-3, 5));
    for (int i = 0; i < 60; i++) {
      story.hits(i % 2 == 0 ? 10 : 12, 100);
    }
    assertThat(story.hits(17, 100).kind()).isEqualTo(Kind.ANOMALY);
    SeriesStory restless = story(rule("spike", "odd").aboveRatio(1.5).guarded(1e-3, 5));
    for (int i = 0; i < 60; i++) {
      restless.hits(i % 2 == 0 ? 7 : 15, 100);
    }
    assertThat(restless.hits(18, 100).kind()).isEqualTo(Kind.NORMAL);
  }

  @Test
  void aWeakSignalThatPersistsAddsUp() {
    SeriesStory story = dropOfSixHits().hits(0, 60);
    assertThat(story.kind()).isEqualTo(Kind.NORMAL);
    story.hits(0, 60);
    assertThat(story.kind()).isEqualTo(Kind.ANOMALY);
    // the alert opens where it is sure, and says since when
    assertThat(story.transition())
        .isEqualTo(new Transition(AlertStatus.FIRING, 31 * MINUTE, 30 * MINUTE, null, 2));
    // neither of the two windows was learned
    assertThat(story.hits(6, 60).verdict().expected()).isCloseTo(0.1, within(1e-9));
  }

  @Test
  void aRunThatWasChanceIsLearned() {
    SeriesStory story = dropOfSixHits().hits(0, 60).hits(6, 60).hits(6, 60);
    assertThat(story.verdict().expected())
        .isCloseTo(0.8 * (0.8 * 0.1 + 0.2 * 0.0) + 0.2 * 0.1, within(1e-9));
  }

  @Test
  void aRunIsJudgedByTheBaselineBeforeIt() {
    SeriesStory story = story(rule("drop", "rate").belowRatio(0.5).guarded(1e-12, 5));
    story.hits(6, 60, 30);
    for (int i = 0; i < 4; i++) {
      assertThat(story.hits(1, 60).kind()).isEqualTo(Kind.NORMAL);
      assertThat(story.verdict().expected()).isCloseTo(0.1, within(1e-9));
    }
  }

  @Test
  void anUndecidedRunHoldsTheBaselineForItsTimeToLiveAtMost() {
    SeriesStory story = story(rule("drop", "rate").belowRatio(0.5).guarded(1e-300, 5));
    story.hits(6, 60, 30).hits(1, 60, 60);
    assertThat(story.verdict().expected()).isCloseTo(0.1, within(1e-9));
    // by now the baseline that learned the run on trial is the newer truth
    assertThat(story.hits(1, 60).verdict().expected()).isCloseTo(1 / 60.0, within(1e-3));
  }

  @Test
  void aMissingWindowEndsARunAndOneWithoutDataDoesNot() {
    assertThat(dropOfSixHits().hits(0, 60).silence(1).hits(0, 60).kind()).isEqualTo(Kind.NORMAL);
    assertThat(dropOfSixHits().hits(0, 60).hits(0, 0).hits(0, 60).kind()).isEqualTo(Kind.ANOMALY);
  }

  @Test
  void whatWasFoundStaysFoundUntilItEnds() {
    SeriesStory story = dropOfSixHits().hits(0, 60).hits(0, 60);
    // by itself 2 of 60 could be chance, but it goes on
    assertThat(story.hits(2, 60).kind()).isEqualTo(Kind.ANOMALY);
    assertThat(story.hits(4, 60).kind()).isEqualTo(Kind.NORMAL);
    assertThat(story.transition().status()).isEqualTo(AlertStatus.RESOLVED);
    assertThat(story.transition().occurrences()).isEqualTo(3);
    assertThat(story.hits(2, 60).kind()).isEqualTo(Kind.NORMAL);
  }

  @Test
  void aFixedLimitIsWeighedToo() {
    SeriesStory story = story(rule("low", "rate").below(0.05).guarded(1e-4, 0));
    assertThat(story.hits(0, 20).kind()).isEqualTo(Kind.NORMAL);
    assertThat(story.hits(1, 20).kind()).isEqualTo(Kind.NORMAL);
    assertThat(story.hits(0, 400).kind()).isEqualTo(Kind.ANOMALY);
    SeriesStory mean = story(rule("low", "price").below(1.0).guarded(1e-4, 0));
    assertThat(mean.window(100, 0, 95, 1.0).kind()).isEqualTo(Kind.NORMAL);
    assertThat(mean.window(100, 0, 40, 1.0).kind()).isEqualTo(Kind.ANOMALY);
  }

  @Test
  void nothingCountsWhereNothingCanBeSaidOfChance() {
    SeriesStory story = story(rule("drop", "price").belowRatio(0.5).guarded(1e-4, 2));
    for (int i = 0; i < 10; i++) {
      story.window(1, 0, 5, Double.NaN); // one event a window has no variance
    }
    story.window(1, 0, 1, Double.NaN);
    assertThat(story.kind()).isEqualTo(Kind.NORMAL);
    story.window(1, 0, 5, Double.NaN); // and it was learned
    assertThat(story.verdict().expected()).isEqualTo(0.8 * 5 + 0.2 * 1);
  }

  @Test
  void warmsUp() {
    SeriesStory story = story(rule("spike", "n").aboveRatio(2.0).guarded(1e-4, 3));
    story.n(100, 3);
    assertThat(story.kind()).isEqualTo(Kind.WARMUP);
    assertThat(story.n(300).kind()).isEqualTo(Kind.ANOMALY);
  }

  private static SeriesStory dropOfSixHits() {
    return story(rule("drop", "rate").belowRatio(0.5).guarded(1e-4, 5)).hits(6, 60, 30);
  }

  private static SeriesStory story(Rules... rules) {
    return new SeriesStory(pipeline(ONE_ALERT_PER_INCIDENT, rules));
  }
}
