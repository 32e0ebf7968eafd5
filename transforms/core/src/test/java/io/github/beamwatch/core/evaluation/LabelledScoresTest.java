package io.github.beamwatch.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelledScoresTest {

  /** Scores of both signs, of which some are equal, and a label that goes with them. */
  private static double score(Random random, boolean bad) {
    double score = random.nextGaussian() + (bad ? 1.0 : 0.0);
    return random.nextInt(4) == 0 ? Math.rint(score) : score;
  }

  @Test
  void isExactAsLongAsThereIsRoom() {
    Random random = new Random(7);
    RankedScores exact = new RankedScores();
    LabelledScores counted = new LabelledScores();
    for (int i = 0; i < 20_000; i++) {
      boolean bad = i % 50 == 0;
      double score = score(random, bad);
      exact.add(score, bad);
      counted.add(score, bad);
    }
    counted.add(-0.0, true);
    exact.add(0.0, true);
    assertThat(counted.auroc()).isEqualTo(exact.auroc());
    assertThat(counted.auprc()).isEqualTo(exact.auprc());
    assertThat(counted.aurocError()).isZero();
    assertThat(counted.rows()).isEqualTo(20_001);
    assertThat(counted.anomalousRows()).isEqualTo(401);
  }

  @Test
  void withoutRoomTheErrorIsWithinItsBound() {
    Random random = new Random(8);
    RankedScores exact = new RankedScores();
    LabelledScores counted = new LabelledScores(500);
    for (int i = 0; i < 20_000; i++) {
      boolean bad = i % 20 == 0;
      double score = score(random, bad);
      exact.add(score, bad);
      counted.add(score, bad);
    }
    assertThat(counted.aurocError()).isBetween(1e-6, 0.02);
    assertThat(counted.auroc()).isCloseTo(exact.auroc(), within(counted.aurocError()));
    assertThat(counted.auprc()).isCloseTo(exact.auprc(), within(0.03));
  }

  @Test
  void neitherOrderNorPartsMatter() throws IOException {
    LabelledScores whole = new LabelledScores(500);
    LabelledScores[] parts = new LabelledScores[7];
    Random random = new Random(9);
    for (int i = 0; i < parts.length; i++) {
      parts[i] = new LabelledScores(500);
    }
    for (int i = 0; i < 5_000; i++) {
      boolean bad = i % 20 == 0;
      double score = score(random, bad);
      whole.add(score, bad);
      parts[(int) Math.sqrt(i) % parts.length].add(score, bad);
    }
    LabelledScores merged = new LabelledScores(500);
    for (int i = parts.length - 1; i >= 0; i--) {
      merged.addAll(parts[i]);
    }
    assertThat(bytes(merged)).isEqualTo(bytes(whole));
    LabelledScores read =
        LabelledScores.readFrom(new DataInputStream(new ByteArrayInputStream(bytes(whole))));
    assertThat(bytes(read)).isEqualTo(bytes(whole));
    assertThat(read.auroc()).isEqualTo(whole.auroc());
    assertThat(read.rows()).isEqualTo(5_000);
  }

  @Test
  void ofNobody() {
    LabelledScores none = new LabelledScores();
    assertThat(none.auroc()).isNaN();
    assertThat(none.auprc()).isNaN();
    assertThatThrownBy(() -> none.add(Double.NaN, true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                LabelledScores.readFrom(
                    new DataInputStream(new ByteArrayInputStream(new byte[] {9}))))
        .hasMessageContaining("version 9");
  }

  private static byte[] bytes(LabelledScores scores) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    scores.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
