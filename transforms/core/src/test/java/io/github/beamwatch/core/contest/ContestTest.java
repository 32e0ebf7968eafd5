package io.github.beamwatch.core.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.beamwatch.core.feature.FeatureColumn;
import io.github.beamwatch.core.feature.FeatureColumn.Missing;
import io.github.beamwatch.core.feature.FeatureColumn.Scaling;
import io.github.beamwatch.core.training.TrainedModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContestTest {
  private static final List<FeatureColumn> FEATURES =
      List.of(
          new FeatureColumn("count", Missing.MEDIAN, 0, Scaling.LOG),
          new FeatureColumn("sum", Missing.MEDIAN, 0, Scaling.LOG),
          FeatureColumn.plain("night"),
          FeatureColumn.plain("shops"));

  /** Users: the sum goes with the count, the shops too; some have no sum. */
  private static List<double[]> users(int count, long seed) {
    Random random = new Random(seed);
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double events = Math.exp(3 + 0.5 * random.nextGaussian());
      rows.add(
          new double[] {
            events,
            i % 20 == 0 ? Double.NaN : events * Math.exp(3 + 0.2 * random.nextGaussian()),
            0.1 * random.nextDouble(),
            1 + events / 4 + random.nextInt(3)
          });
    }
    return rows;
  }

  /** The values of the same users, but none with those that it belongs to, and some of nobody. */
  private static List<double[]> garbage(int count, long seed) {
    Random random = new Random(seed);
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(
          new double[] {
            1000 * random.nextDouble(), 9 * random.nextDouble(), random.nextDouble(), -3
          });
    }
    return rows;
  }

  private static TrainedModel model(String name, List<double[]> rows, long seed) {
    return TrainedModel.train(name, Map.of(), FEATURES, rows, seed, "1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"isolation_forest", "ecod", "auto", "mahalanobis", "inne"})
  void withoutLabelsAModelOfGarbageLosesAndOneOfTheSameDataDoesNot(String name) {
    TrainedModel champion = model(name, users(2_000, 1), 1);
    Contest contest = Contest.on(users(500, 2), null, 1);
    assertThat(contest.judge(champion, model(name, users(2_000, 3), 2)).challengerWins()).isTrue();
    ContestResult lost = contest.judge(champion, model(name, garbage(2_000, 4), 1));
    assertThat(lost.challengerWins()).as(lost.sentence()).isFalse();
    assertThat(lost.challenger().criterion()).isEqualTo(Criterion.CONTRAST_AUROC);
    assertThat(lost.champion().value()).isGreaterThan(0.65);
    assertThat(lost.tolerance()).isBetween(0.01, 0.05);
  }

  private record Labelled(List<double[]> rows, List<Boolean> bad) {}

  private static Labelled labelled(int count, long seed) {
    Random random = new Random(seed);
    List<double[]> rows = users(count, seed);
    List<Boolean> bad = new ArrayList<>();
    for (double[] row : rows) {
      boolean isBad = random.nextInt(20) == 0;
      bad.add(isBad);
      row[2] += isBad ? 0.05 + 0.2 * random.nextDouble() : 0;
    }
    return new Labelled(rows, bad);
  }

  private static TrainedModel learned(Labelled data) {
    return TrainedModel.trainLabelled(Map.of(), FEATURES, data.rows, data.bad, 1, "1");
  }

  @Test
  void withLabelsAveragePrecisionDecides() {
    Labelled train = labelled(3_000, 1);
    Labelled held = labelled(800, 2);
    Contest contest = Contest.on(held.rows, held.bad, 1);
    TrainedModel champion = learned(train);

    ContestResult again = contest.judge(champion, learned(labelled(3_000, 3)));
    assertThat(again.challengerWins()).as(again.sentence()).isTrue();
    assertThat(again.sentence())
        .startsWith("On 800 held-back rows, ")
        .contains(" of them bad, the new model has an average precision of 0.")
        .contains("the old one 0.");
    assertThat(again.challenger().metrics())
        .containsKeys("average_precision", "auroc", "held_back_rows", "held_back_bad_rows");

    List<Boolean> shuffled = new ArrayList<>(train.bad);
    Collections.shuffle(shuffled, new Random(5));
    ContestResult lost = contest.judge(champion, learned(new Labelled(train.rows, shuffled)));
    assertThat(lost.challengerWins()).as(lost.sentence()).isFalse();
    assertThat(
            contest.judge(learned(new Labelled(train.rows, shuffled)), champion).challengerWins())
        .isTrue();
  }

  @Test
  void fewBadRowsSayNothing() {
    List<Boolean> bad = new ArrayList<>(Collections.nCopies(100, false));
    for (int i = 0; i < Contest.LEAST_BAD - 1; i++) {
      bad.set(i, true);
    }
    TrainedModel model = model("ecod", users(500, 1), 1);
    assertThat(Contest.on(users(100, 2), bad, 1).measure(model).criterion())
        .isEqualTo(Criterion.CONTRAST_AUROC);
    bad.set(50, true);
    assertThat(Contest.on(users(100, 2), bad, 1).measure(model).criterion())
        .isEqualTo(Criterion.AVERAGE_PRECISION);
    assertThatThrownBy(() -> Contest.on(users(49, 2), null, 1))
        .hasMessage("49 rows are held back; a contest needs 50");
  }

  @Test
  void theSameSeedGivesTheSameVerdict() {
    TrainedModel champion = model("ecod", users(500, 1), 1);
    TrainedModel challenger = model("ecod", users(500, 3), 1);
    Contest contest = Contest.on(users(200, 2), null, 7);
    assertThat(contest.judge(champion, challenger))
        .isEqualTo(Contest.on(users(200, 2), null, 7).judge(champion, challenger));
    assertThat(contest.judge(champion, champion).challengerWins()).isTrue();
  }

  @Test
  void measuresAreTheKnownOnes() {
    double[] scores = {0.9, 0.8, 0.8, 0.4, 0.1};
    boolean[] bad = {true, false, true, false, false};
    int[] once = {1, 1, 1, 1, 1};
    WeightedRanking ranking = new WeightedRanking(scores, bad);
    assertThat(ranking.auroc(once)).isCloseTo(5.5 / 6, within(1e-12));
    assertThat(ranking.averagePrecision(once)).isCloseTo(0.5 + 0.5 * 2 / 3, within(1e-12));
    // twice is the same as a row more
    assertThat(ranking.auroc(new int[] {1, 0, 2, 1, 1})).isEqualTo(1.0);
  }

  @Test
  void oneOfFiveIsHeldBack() {
    long held = 0;
    for (int i = 0; i < 10_000; i++) {
      held += HeldBack.is("user" + i) ? 1 : 0;
    }
    assertThat(held).isBetween(1_850L, 2_150L);
  }
}
