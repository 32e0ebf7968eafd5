package io.github.beamwatch.core.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LstmTest {

  /** Two channels walk the corners of a square; each row has the usual values in both orders. */
  private static double[] corner(int i, Random random) {
    double[][] corners = {{1, 1}, {1, -1}, {-1, -1}, {-1, 1}};
    double[] corner = corners[Math.floorMod(i, 4)];
    return new double[] {
      corner[0] + 0.05 * random.nextGaussian(), corner[1] + 0.05 * random.nextGaussian()
    };
  }

  /** What no look at single rows can see: the same rows, but backwards. */
  @Test
  void findsTheWrongOrderOfUsualRows() {
    SeriesDetector.State state =
        SeriesDetector.of(Lstm.KIND.with(Map.of("epochs", 60.0, "alpha", 0.3))).begin(2);
    Random random = new Random(1);
    int falseAlarms = 0;
    int found = 0;
    for (int i = 0; i < 1_000; i++) {
      boolean backwards = i >= 800 && i < 840;
      double[] values = corner(backwards ? -i : i, random);
      Judgement judgement = state.judge(new Sample(60_000L * i, values));
      boolean anomaly = judgement.kind() == Judgement.Kind.ANOMALY;
      found += backwards && anomaly ? 1 : 0;
      falseAlarms += i < 800 && anomaly ? 1 : 0;
    }
    assertThat(found).isGreaterThan(20);
    assertThat(falseAlarms).isZero();
  }

  @Test
  void sameSeedSameBytes() throws IOException {
    assertThat(taught(7)).isEqualTo(taught(7)).isNotEqualTo(taught(8));
  }

  private static byte[] taught(double seed) throws IOException {
    Map<String, Double> set = Map.of("warmup", 50.0, "epochs", 3.0, "seed", seed);
    Detector.Memory memory = Lstm.KIND.with(set).begin(2);
    Random random = new Random(2);
    for (int i = 0; i < 60; i++) {
      memory.learn(new Sample(60_000L * i, corner(i, random)));
    }
    return Bytes.of(memory::writeTo);
  }
}
