package io.github.beamwatch.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RankScaleTest {

  @Test
  void rarityIsTheShareOfRowsThatScoreAsHigh() {
    double[] scores = new double[1000];
    Arrays.setAll(scores, i -> i);
    RankScale scale = RankScale.of(scores);
    assertThat(scale.rarity(899.5)).isCloseTo(1.0, within(0.01));
    assertThat(scale.rarity(989.5)).isCloseTo(2.0, within(0.03));
    assertThat(scale.rarity(-5)).isCloseTo(0.0, within(0.001));
    // half of the rows that tie count
    assertThat(RankScale.of(new double[] {1, 1, 1, 1}).rarity(1)).isCloseTo(0.301, within(0.001));
  }

  @Test
  void ranksOfManyRowsAreRightThoughFewAreKept() {
    Random random = new Random(1);
    double[] scores = new double[200_000];
    Arrays.setAll(scores, i -> random.nextGaussian());
    RankScale scale = RankScale.of(scores);
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    for (int above : new int[] {1, 10, 100, 1000, 5000, 20_000, 100_000}) {
      double exact = -Math.log10((above + 0.5) / 200_001.0);
      assertThat(scale.rarity(sorted[sorted.length - 1 - above]))
          .isCloseTo(exact, within(0.2 / above + 1e-3));
    }
  }

  @Test
  void rowsBeyondAllThatWasKnownHaveAnOrder() {
    double[] scores = new double[1000];
    Arrays.setAll(scores, i -> -Math.log(1 - (i + 0.5) / 1000));
    RankScale scale = RankScale.of(scores);
    double last = scale.rarity(scores[999]);
    assertThat(scale.rarity(8)).isGreaterThan(last);
    // an exponential tail goes on: e times as rare for each unit
    assertThat(scale.rarity(9.6) - scale.rarity(8.6)).isCloseTo(Math.log10(Math.E), within(0.02));
    assertThat(scale.rarity(1e9)).isCloseTo(last + 3.0, within(1e-9));
  }
}
