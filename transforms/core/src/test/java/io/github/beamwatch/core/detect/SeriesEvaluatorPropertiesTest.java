package io.github.beamwatch.core.detect;

import static io.github.beamwatch.core.detect.Rules.ONE_ALERT_PER_INCIDENT;
import static io.github.beamwatch.core.detect.Rules.pipeline;
import static io.github.beamwatch.core.detect.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.spec.RuleSpec.Learn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What holds for every history, however odd. */
class SeriesEvaluatorPropertiesTest {
  private static final String SEED = "20251217";
  private static final Comparator<Verdict> BY_WINDOW_AND_RULE =
      Comparator.comparingLong(Verdict::windowStart).thenComparing(Verdict::rule);

  @Property(tries = 100, seed = SEED)
  void theOrderOfRulesIsIrrelevant(@ForAll long seed) {
    List<Rules> shuffled = rules();
    Collections.shuffle(shuffled, new Random(seed));
    SeriesStory one = oddHistory(seed, rules());
    SeriesStory other = oddHistory(seed, shuffled);
    assertThat(sorted(other)).isEqualTo(sorted(one));
    assertThat(other.bytes()).isEqualTo(one.bytes());
  }

  @Property(tries = 100, seed = SEED)
  void noNumberIsEverInfinite(@ForAll long seed) {
    for (Verdict verdict : oddHistory(seed, rules()).verdicts()) {
      double[] numbers = {
        verdict.value(),
        verdict.expected(),
        verdict.score(),
        verdict.threshold(),
        verdict.deviationPercent()
      };
      for (double number : numbers) {
        assertThat(Double.isInfinite(number)).as("%s", verdict).isFalse();
      }
      boolean scored = verdict.kind() == Kind.NORMAL || verdict.kind() == Kind.ANOMALY;
      assertThat(Double.isNaN(verdict.score())).as("%s", verdict).isEqualTo(!scored);
      assertThat(verdict.severity() != null)
          .isEqualTo(verdict.kind() == Kind.ANOMALY || verdict.transition() != null);
    }
  }

  @Property(tries = 100, seed = SEED)
  void everyEndEndsTheAlertThatWasSentBefore(@ForAll long seed) {
    List<Verdict> verdicts = oddHistory(seed, rules()).verdicts();
    for (Rules rule : rules()) {
      Long open = null;
      for (Verdict verdict : verdicts) {
        if (!verdict.rule().equals(rule.name()) || verdict.transition() == null) {
          continue;
        }
        boolean fires = verdict.transition().status() == AlertStatus.FIRING;
        assertThat(open == null).as("fires and ends take turns: %s", verdict).isEqualTo(fires);
        if (!fires) {
          assertThat(verdict.transition().opened()).isEqualTo(open);
        }
        open = fires ? (Long) verdict.transition().opened() : null;
      }
    }
  }

  /** With the significance as the chance of a false alarm, this is what it says it is. */
  @Test
  void aGuardedRuleIsWrongAsOftenAsItSays() {
    SeriesStory story =
        new SeriesStory(
            pipeline(
                ONE_ALERT_PER_INCIDENT,
                rule("count_up", "n").aboveRatio(1.05).guarded(1e-3, 20),
                rule("count_down", "n").belowRatio(0.95).guarded(1e-3, 20),
                rule("rate_up", "rate").aboveRatio(1.05).guarded(1e-3, 20),
                rule("rate_down", "rate").belowRatio(0.95).guarded(1e-3, 20),
                rule("price_up", "price").aboveRatio(1.01).guarded(1e-3, 20),
                rule("price_down", "price").belowRatio(0.99).guarded(1e-3, 20)));
    Random random = new Random(20251217);
    int windows = 10_000;
    for (int i = 0; i < windows; i++) {
      int n = 0;
      int hits = 0;
      double amount = 0;
      double squares = 0;
      for (int events = 0; events < 400; events++) {
        if (random.nextDouble() < 0.25) { // nearly a Poisson count of 100
          n++;
          hits += random.nextDouble() < 0.1 ? 1 : 0;
          double price = 1 + random.nextDouble();
          amount += price;
          squares += price * price;
        }
      }
      story.window(n, hits, amount, (squares - amount * amount / n) / (n - 1));
    }
    for (String rule : List.of("count", "rate", "price")) {
      for (String side : List.of("_up", "_down")) {
        long alarms =
            story.verdicts().stream()
                .filter(verdict -> verdict.rule().equals(rule + side))
                .filter(verdict -> verdict.transition() != null)
                .filter(verdict -> verdict.transition().status() == AlertStatus.FIRING)
                .count();
        // ten are expected of single windows, and runs of them may add as many again
        assertThat(alarms).as(rule + side).isLessThanOrEqualTo(30);
      }
    }
  }

  private static List<Rules> rules() {
    return new ArrayList<>(
        List.of(
            rule("drop", "n").belowRatio(0.5),
            rule("spike", "n").aboveRatio(2.0).guarded(1e-3, 3),
            rule("always", "n").aboveRatio(1.5).learn(Learn.ALWAYS),
            rule("clipped", "rate").aboveRatio(2.0).learn(Learn.CLIP).guarded(1e-2, 1),
            rule("rate_drop", "rate").belowRatio(0.8).guarded(1e-2, 2),
            rule("rate_spike", "rate").aboveRatio(1.2).guarded(1e-2, 2),
            rule("price", "price").belowRatio(0.9).guarded(1e-2, 2),
            rule("odd", "odd").aboveRatio(1.1).guarded(1e-2, 2),
            rule("few", "rate").below(0.05).guard(null, 0, 30),
            rule("limit", "n").above(150).guarded(1e-3, 0)));
  }

  /** Quiet stretches, jumps, zeros, gaps, huge and tiny numbers. */
  private static SeriesStory oddHistory(long seed, List<Rules> rules) {
    Random random = new Random(seed);
    SeriesStory story =
        new SeriesStory(pipeline(ONE_ALERT_PER_INCIDENT, rules.toArray(Rules[]::new)));
    long n = 100;
    double price = 1;
    for (int i = 0; i < 150; i++) {
      switch (random.nextInt(12)) {
        case 0 -> n = random.nextInt(300);
        case 1 -> n = 0;
        case 2 -> price = Math.pow(10, random.nextInt(600) - 300);
        case 3 -> story.silence(random.nextInt(3));
        case 4 -> story.silence(random.nextInt(3) == 0 ? 61 : 0);
        default -> {}
      }
      long noisy = Math.max(0, n + random.nextInt(21) - 10);
      long hits = random.nextInt(8) == 0 ? 2 * noisy : Math.round(noisy * 0.1);
      double variance = random.nextInt(5) == 0 ? Double.NaN : price * price * random.nextDouble();
      story.window(noisy, hits, noisy * price, Double.isInfinite(variance) ? 0 : variance);
    }
    return story;
  }

  private static List<Verdict> sorted(SeriesStory story) {
    return story.verdicts().stream().sorted(BY_WINDOW_AND_RULE).toList();
  }
}
