package io.github.beamwatch.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntityFeaturesTest {
  private static final FeaturePlan PLAN =
      new FeaturePlan(
          "amount",
          List.of("purchase", "transfer"),
          List.of("merchant_id", "country"),
          List.of(50, 95),
          22,
          6);

  private static final long HOUR = 3_600_000L;

  private record Event(long time, double amount, int type, long merchant, long country) {}

  private static void add(EntityFeatures features, Event e) {
    features.add(e.time, e.amount, e.type, new long[] {e.merchant, e.country});
  }

  private static double value(EntityFeatures features, String name) {
    return features.values()[PLAN.names().indexOf(name)];
  }

  @Test
  void knownAnswers() {
    EntityFeatures features = new EntityFeatures(PLAN);
    add(features, new Event(23 * HOUR, 10.0, 0, 1, 7));
    add(features, new Event(25 * HOUR, 30.0, 1, 2, 7));
    add(features, new Event(24 * HOUR, 20.0, 0, 1, 7));
    add(features, new Event(35 * HOUR, 40.0, -1, 3, 7));
    assertThat(PLAN.names())
        .containsExactly(
            "count",
            "amount_sum",
            "amount_mean",
            "amount_std",
            "amount_max",
            "gap_mean",
            "gap_min",
            "night_share",
            "distinct_merchant_id",
            "distinct_country",
            "share_purchase",
            "share_transfer",
            "amount_p50",
            "amount_p95");
    double[] expected = {
      4, 100, 25, Math.sqrt(500.0 / 3), 40, 4 * 3600, 3600, 0.75, 3, 1, 0.5, 0.25, 25, 38.5
    };
    assertThat(features.values()).containsExactly(expected, within(1e-9));
  }

  @Test
  void whatIsNotThereIsMissing() {
    EntityFeatures features = new EntityFeatures(PLAN);
    features.add(12 * HOUR, Double.NaN, 0, new long[] {1, 1});
    assertThat(value(features, "count")).isEqualTo(1.0);
    for (String name : List.of("amount_sum", "amount_std", "amount_max", "gap_mean", "gap_min")) {
      assertThat(value(features, name)).as(name).isNaN();
    }
    assertThat(value(features, "night_share")).isZero();
  }

  private static Event[] events(int count, long seed) {
    Random random = new Random(seed);
    Event[] events = new Event[count];
    for (int i = 0; i < count; i++) {
      events[i] =
          new Event(
              (long) (random.nextDouble() * 365 * 24) * HOUR + random.nextInt(3_600_000),
              Math.exp(3 + random.nextGaussian()),
              random.nextInt(3) - 1,
              StableHash.of("m" + random.nextInt(300)),
              StableHash.of("c" + random.nextInt(4)));
    }
    return events;
  }

  /** Few events, about where sketches begin, and many. */
  @Test
  void neitherOrderNorPartsMoveABit() throws IOException {
    for (int count : new int[] {1, 10, 60, 100, 2_000}) {
      Event[] events = events(count, count);
      EntityFeatures all = new EntityFeatures(PLAN);
      for (Event event : events) {
        add(all, event);
      }
      for (int seed = 0; seed < 5; seed++) {
        Random random = new Random(seed);
        EntityFeatures[] parts = new EntityFeatures[1 + random.nextInt(6)];
        for (int i = 0; i < parts.length; i++) {
          parts[i] = new EntityFeatures(PLAN);
        }
        java.util.Collections.shuffle(java.util.Arrays.asList(events), random);
        for (Event event : events) {
          int i = random.nextInt(parts.length);
          add(parts[i], event);
          if (random.nextInt(50) == 0) {
            parts[i] = throughBytes(parts[i]);
          }
        }
        EntityFeatures merged = new EntityFeatures(PLAN);
        for (EntityFeatures part : parts) {
          merged.addAll(part);
        }
        assertThat(merged.values()).isEqualTo(all.values());
        assertThat(bytes(merged)).isEqualTo(bytes(all));
      }
    }
  }

  @Test
  void staysSmall() throws IOException {
    EntityFeatures features = new EntityFeatures(PLAN);
    int i = 0;
    for (Event event : events(100_000, 1)) {
      add(features, event);
      if (++i == 10) {
        assertThat(bytes(features).length).isLessThan(600);
      }
    }
    assertThat(bytes(features).length).isLessThan(3_500);
  }

  @Test
  void sketchesAreNear() {
    EntityFeatures features = new EntityFeatures(PLAN);
    Event[] events = events(20_000, 3);
    double[] amounts = new double[events.length];
    for (int i = 0; i < events.length; i++) {
      add(features, events[i]);
      amounts[i] = events[i].amount;
    }
    java.util.Arrays.sort(amounts);
    assertThat(value(features, "amount_p50")).isCloseTo(amounts[10_000], within(1.0));
    assertThat(value(features, "amount_p95")).isCloseTo(amounts[19_000], within(6.0));
    assertThat(value(features, "distinct_merchant_id")).isCloseTo(300, within(40.0));
    // an upper bound: the least gap among those that are kept
    assertThat(value(features, "gap_min")).isBetween(0.0, value(features, "gap_mean"));
  }

  @Test
  void otherVersionsAreRefused() {
    byte[] other = {9, 0, 0};
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                EntityFeatures.readFrom(PLAN, new DataInputStream(new ByteArrayInputStream(other))))
        .isInstanceOf(IOException.class)
        .hasMessage("features in version 9, not 1");
  }

  private static EntityFeatures throughBytes(EntityFeatures features) throws IOException {
    return EntityFeatures.readFrom(
        PLAN, new DataInputStream(new ByteArrayInputStream(bytes(features))));
  }

  private static byte[] bytes(EntityFeatures features) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    features.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
