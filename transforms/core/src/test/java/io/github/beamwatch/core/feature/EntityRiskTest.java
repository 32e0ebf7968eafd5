package io.github.beamwatch.core.feature;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class EntityRiskTest {
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final Duration WEEK = Duration.ofDays(7);

  private static EntityRisk risk() {
    return new EntityRisk(WEEK, Duration.ofDays(30), Duration.ofDays(1));
  }

  @Test
  void onlyWhatWasKnownCounts() {
    EntityRisk risk = risk();
    long noon = 100 * DAY + DAY / 2;
    risk.add(noon);
    risk.addBad(noon, noon + DAY);
    // six days later its label could be known, but the delay is not over
    assertThat(risk.count(noon + 6 * DAY, WEEK)).isZero();
    assertThat(risk.share(noon + 6 * DAY, WEEK)).isZero();
    // the hour of the event is over seven days after its end
    assertThat(risk.share(noon + 7 * DAY, WEEK)).isZero();
    assertThat(risk.share(noon + 7 * DAY + DAY / 24, WEEK)).isEqualTo(1.0);
    assertThat(risk.share(noon + 7 * DAY + DAY / 24, Duration.ofDays(1))).isEqualTo(1.0);
    assertThat(risk.share(noon + 9 * DAY, Duration.ofDays(1))).isZero();
    assertThat(risk.share(noon + 9 * DAY, WEEK)).isEqualTo(1.0);
  }

  @Test
  void labelsLaterThanTheDelayCountFromWhenTheyWereKnown() {
    EntityRisk risk = risk();
    risk.add(100 * DAY);
    risk.add(103 * DAY);
    risk.addBad(100 * DAY, 110 * DAY);
    assertThat(risk.share(109 * DAY, WEEK)).isZero();
    assertThat(risk.share(111 * DAY, Duration.ofDays(30))).isEqualTo(0.5);
  }

  @Test
  void neitherOrderNorPartsMatter() throws IOException {
    Random random = new Random(1);
    List<Consumer<EntityRisk>> all = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      long time = (long) (random.nextDouble() * 120 * DAY);
      all.add(risk -> risk.add(time));
      if (i % 5 == 0) {
        all.add(risk -> risk.addBad(time, time + 3 * DAY));
      }
    }
    EntityRisk whole = risk();
    all.forEach(step -> step.accept(whole));
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(all, new Random(seed));
      EntityRisk left = risk();
      EntityRisk right = risk();
      for (int i = 0; i < all.size(); i++) {
        all.get(i).accept(i % 3 == 0 ? left : right);
      }
      EntityRisk read = risk();
      read.readFrom(new DataInputStream(new ByteArrayInputStream(bytes(right))));
      left.addAll(read);
      assertThat(bytes(left)).isEqualTo(bytes(whole));
      assertThat(left.share(120 * DAY, WEEK)).isEqualTo(whole.share(120 * DAY, WEEK)).isPositive();
    }
    // 38 days of at most 24 hours
    assertThat(bytes(whole).length).isLessThan(1_000);
  }

  private static byte[] bytes(EntityRisk risk) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    risk.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
