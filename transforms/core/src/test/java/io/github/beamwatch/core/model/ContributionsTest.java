package io.github.beamwatch.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.beamwatch.core.statistics.ChiSquare;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contributions sum to the total that each model documents. */
class ContributionsTest {

  private static double[][] rows() {
    Random random = new Random(4);
    double[][] rows = new double[400][];
    for (int i = 0; i < rows.length; i++) {
      double common = random.nextGaussian();
      rows[i] = new double[] {common, random.nextGaussian() + common, 3 * random.nextGaussian(), 7};
    }
    rows[9] = new double[] {5.0, -5.0, 1.0, 7.0};
    return rows;
  }

  private static void assertTotal(
      String name, Map<String, Double> set, DoubleUnaryOperator totalOfScore) {
    double[][] rows = rows();
    RowModel.Fitted fitted = RowModels.named(name).orElseThrow().with(set).fit(rows, 3);
    for (double[] row : rows) {
      double sum = Arrays.stream(fitted.contributions(row)).sum();
      double expected = totalOfScore.applyAsDouble(fitted.score(row));
      assertThat(sum).isCloseTo(expected, within(1e-9 * (1.0 + Math.abs(expected))));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 99})
  void ofTheForestSumToTheShortenedPath(double extensionLevel) {
    assertTotal(
        "isolation_forest",
        Map.of("extensionLevel", extensionLevel),
        score -> 1.0 + Math.log(score) / Math.log(2.0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "inne", "zscore", "iqr"})
  void sumToTheScore(String name) {
    assertTotal(name, Map.of(), score -> score);
  }

  @Test
  void ofTailsSumToTheSurprise() {
    assertTotal("ecod", Map.of(), score -> squares(score, 8) / 2.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mahalanobis", "mcd"})
  void ofDistancesSumToTheSquare(String name) {
    assertTotal(name, Map.of(), score -> squares(score, 4));
  }

  @Test
  void ofComponentsSumToTheSquaredErrors() {
    // three columns vary; one component is kept, and the constant column is left out too
    assertTotal("pca", Map.of("variance", 0.4), score -> squares(score, 3));
  }

  /** The sum of squares that has this normal quantile: {@link ChiSquare#asNormal} undone. */
  private static double squares(double score, int degrees) {
    double spread = 2.0 / (9.0 * degrees);
    return degrees * Math.pow(score * Math.sqrt(spread) + 1.0 - spread, 3);
  }
}
