package io.github.beamwatch.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.beamwatch.core.evaluation.RankedScores;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IsolationForestTest {

  private static final RowModel FOREST = IsolationForest.KIND.with(Map.of());

  @Test
  void equalRowsScoreAHalf() {
    RowModel.Fitted fitted = FOREST.fit(new double[][] {{3.0}, {3.0}, {3.0}}, 1);
    assertThat(fitted.score(new double[] {3.0})).isCloseTo(0.5, within(1e-12));
    assertThat(FOREST.fit(new double[][] {{3.0}}, 1).score(new double[] {9.0})).isEqualTo(0.5);
  }

  @Test
  void usualPathLengthIsThatOfThePaper() {
    assertThat(IsolationTree.meanPathLength(1)).isZero();
    assertThat(IsolationTree.meanPathLength(2)).isEqualTo(1.0);
    assertThat(IsolationTree.meanPathLength(256)).isCloseTo(10.244, within(0.001));
  }

  /** A forest that always began with the same column lost everything when columns were rotated. */
  @Test
  void orderOfColumnsAndRowsDoesNotMatterBeyondTheNoiseOfSeeds() {
    double least = 1.0;
    double most = 0.0;
    for (int rotation = 0; rotation < 8; rotation++) {
      double mean = 0.0;
      for (long seed = 0; seed < 8; seed++) {
        double[][] rows = noise(seed);
        for (int i = 0; i < 50; i++) {
          for (int j = 0; j < 3; j++) {
            rows[i][(j + rotation) % 8] += 4.0;
          }
        }
        double[][] shuffled = rows.clone();
        Collections.shuffle(Arrays.asList(shuffled), new Random(seed + rotation));
        RowModel.Fitted fitted = FOREST.fit(shuffled, seed + rotation);
        RankedScores scores = new RankedScores();
        for (int i = 0; i < rows.length; i++) {
          scores.add(fitted.score(rows[i]), i < 50);
        }
        mean += scores.auroc() / 8;
      }
      least = Math.min(least, mean);
      most = Math.max(most, mean);
    }
    assertThat(least).isGreaterThan(0.97);
    assertThat(most - least).isLessThan(0.005);
  }

  @Test
  void obliqueCutsSeeRowsBetweenTheAxes() {
    // two clusters on a diagonal: cuts along the axes leave ghosts at the other two corners
    Random random = new Random(2);
    double[][] rows = new double[1000][];
    for (int i = 0; i < rows.length; i++) {
      double at = i % 2 == 0 ? 5.0 : -5.0;
      rows[i] = new double[] {at + random.nextGaussian(), at + random.nextGaussian()};
    }
    double[] ghost = {5.0, -5.0};
    RowModel oblique = IsolationForest.KIND.with(Map.of("extensionLevel", 1.0));
    double axes = FOREST.fit(rows, 1).score(ghost);
    assertThat(oblique.fit(rows, 1).score(ghost)).isGreaterThan(axes + 0.05);
  }

  @Test
  void treesOfSomeColumnsIgnoreTheOthers() {
    RowModel narrow = IsolationForest.KIND.with(Map.of("maxFeatures", 0.125, "numTrees", 8.0));
    RowModel.Fitted fitted = narrow.fit(noise(3), 1);
    double[] odd = new double[8];
    odd[2] = 30.0;
    double[] contributions = fitted.contributions(odd);
    for (int j = 0; j < 8; j++) {
      assertThat(contributions[j]).isNotZero();
      assertThat(j == 2 || contributions[j] < contributions[2]).isTrue();
    }
  }

  @Test
  void neighbouringSeedsShareNoTree() {
    double[][] rows = noise(4);
    double[] row = {1.0, 2.0, 0.5, 0.0, 1.5, 0.3, 0.1, 2.2};
    Set<Double> scores = new HashSet<>();
    RowModel one = IsolationForest.KIND.with(Map.of("numTrees", 1.0));
    for (long seed = 0; seed < 50; seed++) {
      scores.add(one.fit(rows, seed).score(row));
    }
    RowModel two = IsolationForest.KIND.with(Map.of("numTrees", 2.0));
    assertThat(two.fit(rows, 1).score(row)).isNotEqualTo(one.fit(rows, 2).score(row));
    assertThat(scores).hasSizeGreaterThan(20);
  }

  private static double[][] noise(long seed) {
    Random random = new Random(seed);
    double[][] rows = new double[1000][8];
    for (double[] row : rows) {
      for (int j = 0; j < 8; j++) {
        row[j] = random.nextGaussian();
      }
    }
    return rows;
  }

  @Test
  void otherSeedsGrowOtherTrees() {
    double[][] rows = {{1.0}, {2.0}, {4.0}, {8.0}, {16.0}};
    double[] row = {16.0};
    assertThat(FOREST.fit(rows, 1).score(row)).isNotEqualTo(FOREST.fit(rows, 2).score(row));
  }
}
