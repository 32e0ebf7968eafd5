package io.github.beamwatch.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.evaluation.RankedScores;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SequenceModelTest {
  private static final SequenceModel MODEL = SequenceModel.with(Map.of("hidden", 8.0));

  /** Amounts that go up and down in turn, at a level of the user's own; or that do not. */
  private static double[][] user(Random random, boolean odd) {
    double level = random.nextGaussian();
    double[][] rows = new double[16][];
    for (int t = 0; t < rows.length; t++) {
      double turn = (odd ? random.nextInt(2) : t % 2) == 0 ? 1.0 : -1.0;
      rows[t] = new double[] {level + turn + 0.1 * random.nextGaussian(), random.nextGaussian()};
    }
    return rows;
  }

  private static List<double[][]> users(int count, long seed) {
    Random random = new Random(seed);
    List<double[][]> users = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      users.add(user(random, false));
    }
    return users;
  }

  /** Each row is usual; only their order is not. */
  @Test
  void findsUsersWhoseRowsDoNotFollow() {
    SequenceModel.Fitted fitted = MODEL.fit(users(300, 1), 1);
    Random random = new Random(2);
    RankedScores scores = new RankedScores();
    for (int i = 0; i < 200; i++) {
      boolean odd = i % 4 == 0;
      double[][] user = user(random, odd);
      scores.add(fitted.score(user), odd);
      double[] contributions = fitted.contributions(user);
      assertThat(!odd || contributions[0] > contributions[1]).isTrue();
    }
    assertThat(scores.auroc()).isGreaterThan(0.95);
  }

  @Test
  void sameSequencesInAnyOrderGiveTheSameBytes() throws IOException {
    List<double[][]> users = users(60, 3);
    SequenceModel few = SequenceModel.with(Map.of("hidden", 4.0, "epochs", 2.0));
    byte[] bytes = bytes(few.fit(users, 1));
    Collections.shuffle(users, new Random(1));
    assertThat(bytes(few.fit(users, 1))).isEqualTo(bytes);
    SequenceModel.Fitted read =
        SequenceModel.readFrom(new DataInputStream(new ByteArrayInputStream(bytes)));
    assertThat(bytes(read)).isEqualTo(bytes);
    assertThat(read.score(users.get(0))).isEqualTo(few.fit(users, 1).score(users.get(0)));
  }

  @Test
  void shortSequencesSayNothing() {
    SequenceModel.Fitted fitted = SequenceModel.with(Map.of("epochs", 1.0)).fit(users(20, 1), 1);
    assertThat(fitted.score(new double[][] {{1, 2}})).isZero();
    assertThat(fitted.score(new double[0][])).isZero();
    assertThatThrownBy(() -> MODEL.fit(Collections.singletonList(new double[1][2]), 1))
        .hasMessage("model lstm needs sequences of two rows or more; none of 1 is");
  }

  private static byte[] bytes(SequenceModel.Fitted fitted) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    fitted.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
