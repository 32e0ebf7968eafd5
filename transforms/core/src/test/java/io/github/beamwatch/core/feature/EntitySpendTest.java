package io.github.beamwatch.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntitySpendTest {
  private static final long DAY = Duration.ofDays(1).toMillis();

  private static EntitySpend spend() {
    return new EntitySpend(Duration.ofDays(30), Duration.ofDays(1));
  }

  @Test
  void windowsEndWithTheHour() {
    EntitySpend spend = spend();
    spend.add(100 * DAY, 10.0);
    spend.add(101 * DAY, -2.5);
    spend.add(105 * DAY, 30.25);
    assertThat(spend.count(105 * DAY, Duration.ofDays(1))).isEqualTo(1);
    assertThat(spend.count(105 * DAY, Duration.ofDays(7))).isEqualTo(3);
    assertThat(spend.mean(105 * DAY, Duration.ofDays(7))).isCloseTo(37.75 / 3, within(1e-9));
    assertThat(spend.mean(103 * DAY, Duration.ofDays(1))).isNaN();
    assertThat(spend.count(104 * DAY, Duration.ofDays(30))).isEqualTo(2);
  }

  @Test
  void neitherOrderNorPartsMatter() throws IOException {
    Random random = new Random(1);
    List<double[]> events = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      events.add(new double[] {random.nextDouble() * 90 * DAY, 100 * random.nextGaussian()});
    }
    EntitySpend whole = spend();
    events.forEach(event -> whole.add((long) event[0], event[1]));
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(events, new Random(seed));
      EntitySpend left = spend();
      EntitySpend right = spend();
      for (int i = 0; i < events.size(); i++) {
        (i % 2 == 0 ? left : right).add((long) events.get(i)[0], events.get(i)[1]);
      }
      EntitySpend read = spend();
      read.readFrom(new DataInputStream(new ByteArrayInputStream(bytes(right))));
      left.addAll(read);
      assertThat(bytes(left)).isEqualTo(bytes(whole));
    }
    assertThat(bytes(whole).length).isLessThan(2_000);
  }

  private static byte[] bytes(EntitySpend spend) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    spend.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
