package io.github.beamwatch.core.detect;

import static io.github.beamwatch.core.detect.Rules.ONE_ALERT_PER_INCIDENT;
import static io.github.beamwatch.core.detect.Rules.pipeline;
import static io.github.beamwatch.core.detect.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.series.MeasureValue;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.RuleSpec.Learn;
import io.github.beamwatch.core.spec.Severity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesEvaluatorTest {

  @Test
  void scoresFirstAndLearnsThen() {
    SeriesStory story = story(rule("spike", "n").aboveRatio(2.0));
    story.n(100).n(300);
    assertThat(story.verdict().expected()).isEqualTo(100.0);
    assertThat(story.verdict().score()).isEqualTo(3.0);
  }

  @Test
  void anAnomalyDoesNotTeachItself() {
    SeriesStory story = story(rule("spike", "n").aboveRatio(2.0)).n(100).n(300).n(300).n(300);
    assertThat(story.kind()).isEqualTo(Kind.ANOMALY);
    assertThat(story.verdict().expected()).isEqualTo(100.0);
  }

  @ParameterizedTest(name = "{0}: expected becomes {1}")
  @CsvSource({"ALWAYS, 140", "SKIP_ANOMALOUS, 100", "CLIP, 120"})
  void learnsFromAnAnomalyAsThePolicySays(Learn policy, double expected) {
    // a value of 300 where 200 is the limit: all of it, nothing, or the limit
    SeriesStory story = story(rule("spike", "n").aboveRatio(2.0).learn(policy)).n(100).n(300);
    assertThat(story.kind()).isEqualTo(Kind.ANOMALY);
    assertThat(story.n(100).verdict().expected()).isEqualTo(expected);
  }

  @Test
  void clipsADropToo() {
    SeriesStory story = story(rule("drop", "n").belowRatio(0.5).learn(Learn.CLIP)).n(100).n(0);
    assertThat(story.n(100).verdict().expected()).isEqualTo(0.8 * 100.0 + 0.2 * 50.0);
  }

  @Test
  void rulesThatShareABaselineAgreeOnWhatItLearns() {
    SeriesStory story =
        story(rule("drop", "n").belowRatio(0.5), rule("spike", "n").aboveRatio(2.0));
    story.n(100).n(300).n(100);
    // a spike to one rule is not learned for the other
    assertThat(story.verdict("drop").expected()).isEqualTo(100.0);
    assertThat(story.verdict("spike").expected()).isEqualTo(100.0);
  }

  @Test
  void anotherPolicyIsAnotherBaseline() {
    SeriesStory story =
        story(
            rule("drop", "n").belowRatio(0.5).learn(Learn.ALWAYS),
            rule("spike", "n").aboveRatio(2.0));
    story.n(100).n(300).n(100);
    assertThat(story.verdict("drop").expected()).isEqualTo(140.0);
    assertThat(story.verdict("spike").expected()).isEqualTo(100.0);
  }

  @Test
  void acceptsANewLevelAfterTheTimeToLive() {
    SeriesStory story = story(rule("spike", "n").aboveRatio(2.0)).n(100);
    story.n(500, 60);
    assertThat(story.kind()).isEqualTo(Kind.ANOMALY);
    // nobody taught the baseline for more than an hour: it is forgotten, and the alert ends
    story.n(500);
    assertThat(story.kind()).isEqualTo(Kind.WARMUP);
    assertThat(story.transition().status()).isEqualTo(Verdict.AlertStatus.RESOLVED);
    story.n(500);
    assertThat(story.kind()).isEqualTo(Kind.NORMAL);
    assertThat(story.verdict().expected()).isEqualTo(500.0);
  }

  @Test
  void warmsUpAndLearnsMeanwhile() {
    SeriesStory story = story(rule("spike", "n").aboveRatio(2.0).guard(null, 3, 0));
    story.n(100).n(900).n(900);
    assertThat(story.verdicts()).extracting(Verdict::kind).containsOnly(Kind.WARMUP);
    story.n(100);
    assertThat(story.kind()).isEqualTo(Kind.NORMAL);
    assertThat(story.verdict().expected()).isEqualTo(0.8 * (0.8 * 100 + 0.2 * 900) + 0.2 * 900);
  }

  @Test
  void aWindowWithoutAValueTeachesNothing() {
    SeriesStory story = story(rule("spike", "rate").aboveRatio(2.0)).hits(10, 100);
    story.hits(0, 0); // 0/0
    assertThat(story.kind()).isEqualTo(Kind.NO_DATA);
    assertThat(story.verdict().value()).isNaN();
    assertThat(story.verdict().score()).isNaN();
    assertThat(story.hits(11, 100).verdict().expected()).isEqualTo(0.1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN})
  void whatIsNotFiniteIsNoValue(double value) {
    SeriesStory story = story(rule("high", "n").above(5.0));
    assertThat(story.point(pointWith(value)).kind()).isEqualTo(Kind.NO_DATA);
  }

  @Test
  void aScoreThatOverflowsIsAnError() {
    SeriesStory story = story(rule("spike", "n").aboveRatio(2.0)).n(1e-300).n(1e300);
    assertThat(story.kind()).isEqualTo(Kind.ERROR);
    assertThat(story.verdict().score()).isNaN();
  }

  @Test
  void tooFewSamplesSayNothing() {
    SeriesStory story = story(rule("drop", "rate").belowRatio(0.5).guard(null, 0, 50));
    story.hits(10, 100).hits(0, 49);
    assertThat(story.kind()).isEqualTo(Kind.NO_DATA);
    story.hits(0, 50);
    assertThat(story.kind()).isEqualTo(Kind.ANOMALY);
    assertThat(story.verdict().expected()).isEqualTo(0.1);
    assertThat(story.verdict().samples()).isEqualTo(50);
  }

  @Test
  void fixedLimitsAreStrictAndNeedNoPast() {
    SeriesStory story = story(rule("low", "n").below(5.0), rule("high", "n").above(9.0));
    story.n(5);
    assertThat(story.verdict("low").kind()).isEqualTo(Kind.NORMAL);
    story.n(4);
    assertThat(story.verdict("low").kind()).isEqualTo(Kind.ANOMALY);
    assertThat(story.verdict("low").score()).isEqualTo(4.0);
    assertThat(story.verdict("low").threshold()).isEqualTo(5.0);
    assertThat(story.verdict("low").expected()).isNaN();
    assertThat(story.verdict("low").deviationPercent()).isNaN();
    assertThat(story.verdict("low").severity()).isEqualTo(Severity.MEDIUM);
    assertThat(story.n(9).verdict("high").kind()).isEqualTo(Kind.NORMAL);
    assertThat(story.n(10).verdict("high").kind()).isEqualTo(Kind.ANOMALY);
    assertThat(story.verdict("high").detector()).isEqualTo(SeriesEvaluator.THRESHOLD);
  }

  @Test
  void aFixedLimitWithABaselineSaysWhatIsUsual() {
    SeriesStory story = story(rule("high", "n").above(9.0).withBaseline()).n(4);
    assertThat(story.kind()).isEqualTo(Kind.NORMAL); // needs no baseline to judge
    story.n(10);
    assertThat(story.kind()).isEqualTo(Kind.ANOMALY);
    assertThat(story.verdict().expected()).isEqualTo(4.0);
    assertThat(story.verdict().deviationPercent()).isEqualTo(150.0);
  }

  @ParameterizedTest(name = "a window that ends at minute {0}")
  @ValueSource(ints = {3, 1})
  void aWindowThatDoesNotComeAfterTheLastIsLate(int end) {
    SeriesStory story =
        story(rule("drop", "n").belowRatio(0.5), rule("spike", "n").aboveRatio(2.0));
    story.n(100).n(100).n(100);
    byte[] before = story.bytes();
    story.at(end - 1).n(100);

    assertThat(story.verdicts().subList(6, story.verdicts().size()))
        .singleElement()
        .satisfies(late -> assertThat(late.kind()).isEqualTo(Kind.LATE));
    assertThat(story.bytes()).isEqualTo(before);
  }

  @Test
  void constantHistoryIsAHistory() {
    SeriesStory story = story(rule("spike", "n").aboveRatio(2.0).guarded(1e-4, 5)).n(50, 100);
    assertThat(story.kind()).isEqualTo(Kind.NORMAL);
    assertThat(story.verdict().score()).isEqualTo(1.0);
  }

  @ParameterizedTest
  @EnumSource(Learn.class)
  void zerosStayZeros(Learn policy) {
    SeriesStory story =
        story(rule("drop", "n").belowRatio(0.5).learn(policy).guarded(1e-4, 2)).n(0, 20);
    assertThat(story.verdicts()).extracting(Verdict::kind).containsOnly(Kind.WARMUP);
  }

  @Test
  void travelsToTheWorkers() throws Exception {
    PipelineSpec spec =
        pipeline(
            ONE_ALERT_PER_INCIDENT,
            rule("drop", "rate").belowRatio(0.5).guarded(1e-4, 2),
            rule("spike", "odd").aboveRatio(2.0).guarded(1e-4, 2),
            rule("cheap", "price").below(1.0));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(SeriesEvaluator.of(spec));
    SeriesEvaluator copy =
        (SeriesEvaluator)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    SeriesStory here = new SeriesStory(spec).hits(10, 100, 9).hits(0, 100);
    SeriesStory there = new SeriesStory(spec, copy).hits(10, 100, 9).hits(0, 100);
    assertThat(there.verdicts()).isEqualTo(here.verdicts());
  }

  @Test
  void aRuleThatCannotBeIsRefused() {
    assertThatThrownBy(() -> story(rule("r", "nn").above(1)))
        .hasMessage("rule r: there is no metric nn; there are rate, price, odd, n, hits, amount");
    assertThatThrownBy(() -> story(rule("r", "n")))
        .hasMessageContaining("rule r: when needs exactly one of");
    assertThatThrownBy(() -> story(rule("r", "n").above(1).below(0)))
        .hasMessageContaining("and has 2");
    assertThatThrownBy(() -> story(rule("r", "n").above(1), rule("r", "n").below(1)))
        .hasMessage("two rules are named r");
  }

  private static SeriesStory story(Rules... rules) {
    return new SeriesStory(pipeline(ONE_ALERT_PER_INCIDENT, rules));
  }

  private static MetricPoint pointWith(double n) {
    List<MeasureValue> measures =
        List.of(MeasureValue.of(n, 1), MeasureValue.of(0, 0), MeasureValue.of(0, 0));
    return new MetricPoint(
        SeriesStory.SERIES,
        0,
        SeriesStory.MINUTE,
        1,
        measures,
        List.of(Double.NaN, Double.NaN, Double.NaN));
  }
}
