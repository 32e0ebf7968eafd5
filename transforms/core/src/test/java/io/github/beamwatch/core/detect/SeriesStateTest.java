package io.github.beamwatch.core.detect;

import static io.github.beamwatch.core.detect.Rules.ONE_ALERT_PER_INCIDENT;
import static io.github.beamwatch.core.detect.Rules.pipeline;
import static io.github.beamwatch.core.detect.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.RuleSpec.Learn;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * The state through bytes, and through changes of the spec. That every story survives bytes is
 * tested by all stories: they write and read the state after each window.
 */
class SeriesStateTest {
  private static final Rules DROP = rule("drop", "n").belowRatio(0.5);
  private static final Rules SPIKE = rule("spike", "n").aboveRatio(2.0);
  private static final Rules RATE = rule("rate_drop", "rate").belowRatio(0.5).guarded(1e-4, 5);

  @Test
  void isSmall() {
    SeriesStory story = story(DROP, SPIKE, RATE);
    assertThat(SeriesStory.write(new SeriesState())).hasSize(13);
    story.hits(10, 100, 50);
    assertThat(story.bytes().length).isLessThan(150);
    story.hits(0, 30); // every rule has something to remember
    assertThat(story.bytes().length).isLessThan(300);
  }

  @Test
  void sameHistorySameBytes() {
    assertThat(story(DROP, SPIKE, RATE).hits(10, 100, 9).bytes())
        .isEqualTo(story(RATE, SPIKE, DROP).hits(10, 100, 9).bytes());
  }

  @Test
  void refusesAnotherVersion() {
    byte[] bytes = story(DROP).n(1).bytes();
    bytes[0] = 7;
    assertThatThrownBy(
            () -> SeriesState.readFrom(new DataInputStream(new ByteArrayInputStream(bytes))))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "the state of a series was written in version 7, this release reads version 2: start"
                + " without the old state, or run the release that wrote it");
  }

  @Test
  void refusesHalfAState() {
    byte[] bytes = story(DROP).n(1).bytes();
    byte[] half = Arrays.copyOf(bytes, bytes.length / 2);
    assertThatThrownBy(
            () -> SeriesState.readFrom(new DataInputStream(new ByteArrayInputStream(half))))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void aRuleThatWasAddedFindsTheBaselineOfItsNeighbour() {
    SeriesStory before = story(DROP).n(100).n(100);
    SeriesStory after = new SeriesStory(spec(SPIKE, DROP), before).n(300);
    assertThat(after.verdict("spike").kind()).isEqualTo(Kind.ANOMALY);
  }

  @Test
  void reorderedAndRemovedRulesKeepWhatIsTheirs() {
    // the drop is firing and cools down; the rules around it come and go
    SeriesStory before = story(SPIKE, DROP, RATE).n(100).n(10);
    assertThat(before.verdict("drop").transition().status()).isEqualTo(AlertStatus.FIRING);
    SeriesStory after = new SeriesStory(spec(DROP), before).n(100);
    assertThat(after.verdict("drop").transition().status()).isEqualTo(AlertStatus.RESOLVED);
    assertThat(after.n(10).verdict("drop").transition()).isNull();
  }

  @Test
  void anotherThresholdKeepsTheBaseline() {
    SeriesStory before = story(DROP).n(100).n(100);
    SeriesStory after = new SeriesStory(spec(rule("drop", "n").belowRatio(0.9)), before).n(80);
    assertThat(after.kind()).isEqualTo(Kind.ANOMALY);
  }

  @Test
  void anotherWayOfLearningStartsAnew() {
    SeriesStory before = story(DROP).n(100).n(100);
    Rules always = rule("drop", "n").belowRatio(0.5).learn(Learn.ALWAYS);
    assertThat(new SeriesStory(spec(always), before).n(10).kind()).isEqualTo(Kind.WARMUP);
  }

  private static SeriesStory story(Rules... rules) {
    return new SeriesStory(spec(rules));
  }

  private static PipelineSpec spec(Rules... rules) {
    return pipeline(ONE_ALERT_PER_INCIDENT, rules);
  }
}
