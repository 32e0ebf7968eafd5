package io.github.beamwatch.core.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentEventsTest {
  private static final long HOUR = 3_600_000;

  private record Step(long time, double amount, int type) {}

  private static RecentEvents of(int length, List<Step> steps) {
    RecentEvents events = new RecentEvents(length);
    steps.forEach(step -> events.add(step.time, step.amount, step.type));
    return events;
  }

  private static byte[] bytes(RecentEvents events) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    events.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  @Test
  void theNewestComeFirst() {
    RecentEvents events =
        of(2, List.of(new Step(26 * HOUR, 7, 1), new Step(HOUR, 5, 0), new Step(2 * HOUR, 6, -1)));
    assertThat(RecentEvents.names(2))
        .containsExactly(
            "recent_1_amount",
            "recent_1_gap",
            "recent_1_hour",
            "recent_1_type",
            "recent_2_amount",
            "recent_2_gap",
            "recent_2_hour",
            "recent_2_type");
    assertThat(events.values()).containsExactly(7, 86_400, 2, 1, 6, 3_600, 2, -1);
  }

  @Test
  void whatIsNotThereIsMissing() {
    double[] values = of(2, List.of(new Step(HOUR / 2, 5, 0))).values();
    assertThat(values)
        .containsExactly(5, Double.NaN, 0.5, 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    assertThat(new RecentEvents(1).values()).containsOnly(Double.NaN);
  }

  @Test
  void neitherOrderNorPartsMatter() throws IOException {
    Random random = new Random(5);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      steps.add(new Step(random.nextInt(60) * HOUR, random.nextInt(4), random.nextInt(4) - 1));
    }
    byte[] expected = bytes(of(16, steps));
    for (int round = 0; round < 20; round++) {
      Collections.shuffle(steps, random);
      int cut = random.nextInt(steps.size());
      RecentEvents left = of(16, steps.subList(0, cut));
      left.addAll(of(16, steps.subList(cut, steps.size())));
      assertThat(bytes(left)).isEqualTo(expected);
    }
    RecentEvents read =
        RecentEvents.readFrom(16, new DataInputStream(new ByteArrayInputStream(expected)));
    assertThat(bytes(read)).isEqualTo(expected);
    assertThat(read.values()).isEqualTo(of(16, steps).values());
  }
}
