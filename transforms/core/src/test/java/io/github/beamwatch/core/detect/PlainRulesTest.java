package io.github.beamwatch.core.detect;

import static io.github.beamwatch.core.detect.Rules.ONE_ALERT_PER_WINDOW;
import static io.github.beamwatch.core.detect.Rules.pipeline;
import static io.github.beamwatch.core.detect.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.spec.RuleSpec.Learn;
import io.github.beamwatch.core.spec.Severity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ratio rules without a guard that learn from every window: the arithmetic is exact. */
class PlainRulesTest {
  private SeriesStory story;

  @BeforeEach
  void begin() {
    story =
        new SeriesStory(
            pipeline(
                ONE_ALERT_PER_WINDOW,
                rule("drop", "n").belowRatio(0.5).learn(Learn.ALWAYS),
                rule("spike", "n").aboveRatio(2.0).learn(Learn.ALWAYS)));
  }

  @Test
  void theFirstWindowSetsTheAverage() {
    story.n(100);
    assertThat(story.kind()).isEqualTo(Kind.WARMUP);
    assertThat(story.verdict().expected()).isNaN();
    assertThat(story.verdict().score()).isNaN();

    story.n(90);
    assertThat(story.verdict().expected()).isEqualTo(100.0);
    assertThat(story.verdict().score()).isEqualTo(0.9);
    assertThat(story.verdict().threshold()).isEqualTo(0.5);
    assertThat(story.verdict().deviationPercent()).isEqualTo(-10.0);

    story.n(0);
    double average = 0.8 * 100.0 + 0.2 * 90.0;
    assertThat(story.verdict().expected()).isEqualTo(average);

    story.n(0);
    assertThat(story.verdict().expected()).isEqualTo(0.8 * average + 0.2 * 0.0);
  }

  @Test
  void comparesStrictly() {
    story.n(100).n(50);
    assertThat(story.verdict("drop").kind()).isEqualTo(Kind.NORMAL);
    begin();
    story.n(100).n(49);
    assertThat(story.verdict("drop").kind()).isEqualTo(Kind.ANOMALY);
    assertThat(story.verdict("spike").kind()).isEqualTo(Kind.NORMAL);
    begin();
    story.n(100).n(200);
    assertThat(story.verdict("spike").kind()).isEqualTo(Kind.NORMAL);
    begin();
    story.n(100).n(201);
    assertThat(story.verdict("spike").kind()).isEqualTo(Kind.ANOMALY);
  }

  @Test
  void anAverageOfZeroExpectsNothing() {
    story.n(0).n(0).n(1000);
    assertThat(story.kind()).isEqualTo(Kind.WARMUP);
    story.n(1000); // 0.2 * 1000 by now
    assertThat(story.verdict("spike").kind()).isEqualTo(Kind.ANOMALY);
    assertThat(story.verdict("spike").expected()).isEqualTo(200.0);
  }

  @Test
  void anomaliesTeachToo() {
    story.n(100).n(1000);
    assertThat(story.verdict("spike").kind()).isEqualTo(Kind.ANOMALY);
    story.n(100);
    assertThat(story.verdict().expected()).isEqualTo(0.8 * 100.0 + 0.2 * 1000.0);
  }

  @Test
  void remembersForExactlyTheTimeToLive() {
    // the last window ended at minute 1; one that ends at minute 61 is an hour later
    story.n(100).at(60).n(10);
    assertThat(story.verdict("drop").kind()).isEqualTo(Kind.ANOMALY);
    // and one that ends a minute after that is too late
    begin();
    story.n(100).at(61).n(10);
    assertThat(story.verdict("drop").kind()).isEqualTo(Kind.WARMUP);
    story.n(10);
    assertThat(story.verdict("drop").expected()).isEqualTo(10.0);
  }

  @Test
  void severityIsTheWorstTierReached() {
    story.n(100).n(30);
    assertThat(story.verdict("drop").severity()).isEqualTo(Severity.MEDIUM);
    begin();
    story.n(100).n(29);
    assertThat(story.verdict("drop").severity()).isEqualTo(Severity.HIGH);
    begin();
    story.n(100).n(400);
    assertThat(story.verdict("spike").severity()).isEqualTo(Severity.MEDIUM);
    assertThat(story.verdict("drop").severity()).isNull();
    begin();
    story.n(100).n(401);
    assertThat(story.verdict("spike").severity()).isEqualTo(Severity.HIGH);
  }
}
