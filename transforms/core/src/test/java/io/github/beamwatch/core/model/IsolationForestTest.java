package io.github.beamwatch.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
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
  void orderOfColumnsDoesNotMatterBeyondTheNoiseOfSeeds() {
    double least = 1.0;
    double most = 0.0;
    for (int rotation = 0; rotation < 8; rotation++) {
      double below = 0.0;
      for (long seed = 0; seed < 8; seed++) {
        double[][] rows = noise(seed);
        for (int i = 0; i < 20; i++) {
          rows[i][rotation] = 9.0;
        }
        RowModel.Fitted fitted = FOREST.fit(rows, seed);
        for (double[] row : rows) {
          below += fitted.score(row) < fitted.score(rows[0]) ? 1.0 / (8 * rows.length) : 0.0;
        }
      }
      least = Math.min(least, below);
      most = Math.max(most, below);
    }
    assertThat(least).isGreaterThan(0.95);
    assertThat(most - least).isLessThan(0.02);
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
