package io.github.beamwatch.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.beamwatch.core.evaluation.RankedScores;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GradientBoostingTest {
  private static final GradientBoosting MODEL = GradientBoosting.with(Map.of());

  private static double[][] rows(long seed) {
    Random random = new Random(seed);
    double[][] rows = new double[4_000][4];
    for (double[] row : rows) {
      Arrays.setAll(row, j -> j == 3 ? 7.0 : random.nextGaussian());
    }
    return rows;
  }

  /** Neither column tells anything alone: bad is what is high in both or low in both. */
  private static boolean[] bad(double[][] rows) {
    boolean[] bad = new boolean[rows.length];
    for (int i = 0; i < bad.length; i++) {
      bad[i] = rows[i][0] * rows[i][1] > 1.0;
    }
    return bad;
  }

  private static RowModel.Fitted fitted() {
    return MODEL.fit(rows(1), bad(rows(1)), 1);
  }

  @Test
  void learnsWhatColumnsSayTogether() {
    RowModel.Fitted fitted = fitted();
    double[][] rows = rows(2);
    boolean[] bad = bad(rows);
    RankedScores scores = new RankedScores();
    double mean = 0.0;
    double share = 0.0;
    for (int i = 0; i < rows.length; i++) {
      scores.add(fitted.score(rows[i]), bad[i]);
      mean += fitted.score(rows[i]) / rows.length;
      share += bad[i] ? 1.0 / rows.length : 0.0;
    }
    assertThat(scores.auroc()).isGreaterThan(0.97);
    assertThat(mean).isCloseTo(share, within(0.02));
  }

  @Test
  void contributionsSumToTheLogOdds() {
    RowModel.Fitted fitted = fitted();
    boolean[] bad = bad(rows(1));
    double share = 0.0;
    for (boolean one : bad) {
      share += one ? 1.0 / bad.length : 0.0;
    }
    double base = Math.log(share / (1.0 - share));
    for (double[] row : Arrays.copyOf(rows(3), 200)) {
      double odds = Math.log(fitted.score(row) / (1.0 - fitted.score(row)));
      double sum = Arrays.stream(fitted.contributions(row)).sum();
      assertThat(sum).isCloseTo(odds - base, within(1e-9));
    }
    double[] both = fitted.contributions(new double[] {2.5, 2.5, 0.0, 7.0});
    assertThat(both[0] + both[1]).isGreaterThan(10 * Math.abs(both[2] + both[3]));
  }

  @Test
  void orderOfRowsDoesNotChangeAByte() throws IOException {
    double[][] rows = rows(1);
    boolean[] bad = bad(rows);
    byte[] bytes = bytes(MODEL.fit(rows, bad, 1));
    for (int i = 0; i < rows.length / 2; i++) {
      double[] row = rows[i];
      rows[i] = rows[rows.length - 1 - i];
      rows[rows.length - 1 - i] = row;
    }
    assertThat(bytes(MODEL.fit(rows, bad(rows), 1))).isEqualTo(bytes);
    RowModel.Fitted read = MODEL.readFrom(new DataInputStream(new ByteArrayInputStream(bytes)));
    assertThat(bytes(read)).isEqualTo(bytes);
    assertThat(read.score(rows[5])).isEqualTo(fitted().score(rows[5]));
  }

  @Test
  void refusesInOneSentence() {
    assertThatThrownBy(() -> MODEL.fit(new double[][] {{1}, {2}}, new boolean[2], 1))
        .hasMessage("model gradient_boosting needs rows of both kinds; 0 of 2 are bad");
    assertThatThrownBy(() -> GradientBoosting.with(Map.of("trees", 1.0)))
        .hasMessageStartingWith("model gradient_boosting has no parameter trees; it has ");
    assertThatThrownBy(
            () -> MODEL.readFrom(new DataInputStream(new ByteArrayInputStream(new byte[] {7}))))
        .hasMessage("model gradient_boosting has version 7, not 1");
  }

  @Test
  void oddValuesHaveFiniteScores() {
    RowModel.Fitted fitted = fitted();
    double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, -Double.MAX_VALUE, 0.0};
    assertThat(fitted.score(odd)).isBetween(0.0, 1.0);
  }

  private static byte[] bytes(RowModel.Fitted fitted) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    fitted.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
