package io.github.beamwatch.core.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

class InsightsTest {
  private static final long HOUR = 3_600_000L;
  private static final ProfilePlan PLAN =
      new ProfilePlan(List.of("hour", "weekday", "country", "behaviour"));
  private static final String[] BEHAVIOURS = {"calm", "busy", "late", "odd"};

  /** A usual person: some events by day, in a country of their own, of a behaviour. */
  private static EntityProfile person(Random random, int hourFrom) {
    EntityProfile profile = new EntityProfile(PLAN);
    int events = 2 + random.nextInt(15);
    // Few live in a small country.
    String home = random.nextInt(20) == 0 ? "S" + random.nextInt(40) : "L" + random.nextInt(4);
    for (int i = 0; i < events; i++) {
      long hour = (hourFrom + (long) Math.abs(random.nextGaussian() * 5)) % 24;
      profile.add(24 * HOUR * random.nextInt(364) + hour * HOUR);
      profile.addValue(0, random.nextInt(30) == 0 ? "travel" : home);
    }
    profile.addValue(1, BEHAVIOURS[random.nextInt(4)]);
    return profile;
  }

  private static List<EntityProfile> people(int count, long seed) {
    Random random = new Random(seed);
    List<EntityProfile> people = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      people.add(person(random, 8));
    }
    return people;
  }

  private static PopulationProfile all(List<EntityProfile> people) {
    PopulationProfile profile = new PopulationProfile(PLAN);
    people.forEach(profile::add);
    return profile;
  }

  private static Insight of(List<Insight> insights, String dimension, String value) {
    return insights.stream()
        .filter(i -> i.dimension().equals(dimension) && i.value().equals(value))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void handComputed() {
    ProfilePlan plan = new ProfilePlan(List.of("kind"));
    PopulationProfile everybody = new PopulationProfile(plan);
    List<EntityProfile> top = new ArrayList<>();
    // A hundred entities, a quarter of them A; of the ten at the top seven are.
    for (int i = 0; i < 100; i++) {
      EntityProfile profile = new EntityProfile(plan);
      profile.addValue(0, i < 25 ? "A" : "B");
      everybody.add(profile);
      if (i < 7 || i >= 97) {
        top.add(profile);
      }
    }
    List<Insight> insights = Insights.of(everybody, top);
    Insight a = of(insights, "kind", "A");
    assertThat(a.topShare()).isEqualTo(0.7);
    assertThat(a.populationShare()).isEqualTo(0.25);
    assertThat(a.lift()).isEqualTo(2.8, within(1e-12));
    // P(Bin(10, 1/4) ≥ 7) = (120·27 + 45·9 + 10·3 + 1)/4¹⁰; twice for both sides, twice for A and
    // B.
    assertThat(a.pValue()).isEqualTo(4 * 3676.0 / (1 << 20), within(1e-9));
    assertThat(of(insights, "kind", "B").pValue()).isEqualTo(a.pValue(), within(1e-9));
  }

  @Test
  void aShareBetweenNoneAndAllIsJudgedByItsMoments() {
    // Half of everybody have 0.2 and half 0.4: mean 0.3, variance 0.01, no skew; a top all of 0.4.
    assertThat(Insights.pValue(0.3, 0.01, 0.0, 0.4, 30))
        .isEqualTo(2 * Math.pow(0.5, 30), within(1e-15));
    // One in ten has 0.5, the others 0: at least 4 of 20.
    double p = 0.0;
    double[] choices = {1, 20, 190, 1140};
    for (int hits = 0; hits < 4; hits++) {
      p += choices[hits] * Math.pow(0.1, hits) * Math.pow(0.9, 20 - hits);
    }
    double variance = 0.1 * 0.9 * 0.25;
    double third = 0.1 * 0.9 * 0.8 * 0.125;
    assertThat(Insights.pValue(0.05, variance, third, 0.1, 20))
        .isEqualTo(2 * (1 - p), within(1e-9));
  }

  @Test
  void whereTheTopIsLikeEverybodyHardlyAnythingIsFound() {
    List<EntityProfile> people = people(20_000, 1);
    PopulationProfile everybody = all(people);
    Random random = new Random(2);
    int falseFamilies = 0;
    int rounds = 400;
    for (int round = 0; round < rounds; round++) {
      List<EntityProfile> top = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        top.add(people.get(random.nextInt(people.size())));
      }
      falseFamilies += Insights.of(everybody, top).get(0).pValue() < 0.05 ? 1 : 0;
    }
    // At most 5 % of the rounds, and four standard deviations of chance.
    assertThat(falseFamilies / (double) rounds).isLessThan(0.05 + 4 * 0.011);
  }

  @Test
  void singleTestsAreOnTheSafeSide() {
    Random random = new Random(3);
    // Shares of several kinds: mostly 0, mostly small, spread, all or nothing, of few events.
    for (int kind = 0; kind < 5; kind++) {
      double[] shares = new double[10_000];
      double mean = 0;
      for (int i = 0; i < shares.length; i++) {
        shares[i] = share(kind, random);
        mean += shares[i] / shares.length;
      }
      double variance = 0;
      double third = 0;
      for (double share : shares) {
        variance += Math.pow(share - mean, 2) / shares.length;
        third += Math.pow(share - mean, 3) / shares.length;
      }
      int found = 0;
      int surely = 0;
      int rounds = 20_000;
      for (int round = 0; round < rounds; round++) {
        double of = 0;
        for (int i = 0; i < 100; i++) {
          of += shares[random.nextInt(shares.length)] / 100;
        }
        double p = Insights.pValue(mean, variance, third, of, 100);
        found += p < 0.05 ? 1 : 0;
        surely += p < 0.001 ? 1 : 0;
      }
      assertThat(found / (double) rounds).as("kind " + kind).isBetween(0.005, 0.05 + 4 * 0.0016);
      assertThat(surely / (double) rounds).as("kind " + kind).isLessThan(0.001 + 4 * 0.00023);
    }
  }

  private static double share(int kind, Random random) {
    double u = random.nextDouble();
    return switch (kind) {
      case 0 -> u < 0.01 ? random.nextDouble() : 0.0;
      case 1 -> Math.pow(u, 6);
      case 2 -> u;
      case 3 -> u < 0.1 ? 1.0 : 0.0;
      default -> {
        int events = 2 + random.nextInt(16);
        yield random.doubles(events).filter(v -> v < 0.04).count() / (double) events;
      }
    };
  }

  @Test
  void whatWasPlantedIsFoundAndNothingElse() {
    List<EntityProfile> people = people(20_000, 4);
    Random random = new Random(5);
    List<EntityProfile> top = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      EntityProfile profile = person(random, 8);
      if (i < 60) {
        profile = new EntityProfile(PLAN);
        for (int event = 0; event < 10; event++) {
          profile.add(24 * HOUR * random.nextInt(364) + (event % 5 == 0 ? 3 : 10) * HOUR);
          profile.addValue(0, "S7");
        }
        profile.addValue(1, "odd");
      }
      top.add(profile);
      people.add(profile);
    }
    List<Insight> sure =
        Insights.of(all(people), top).stream().filter(i -> i.pValue() < 0.01).toList();
    assertThat(sure)
        .extracting(i -> i.dimension() + " " + i.value())
        .contains("hour 3", "hour 10", "country S7", "behaviour odd")
        .noneMatch(name -> name.startsWith("weekday"));
    assertThat(of(sure, "country", "S7").lift()).isGreaterThan(50);
    assertThat(sure.get(0).pValue()).isLessThanOrEqualTo(sure.get(1).pValue());
  }

  @Test
  void neitherOrderNorPartsMatter() throws IOException {
    List<EntityProfile> people = people(2_000, 6);
    byte[] whole = bytes(all(people));
    Collections.shuffle(people, new Random(7));
    PopulationProfile merged = all(people.subList(0, 700));
    merged.addAll(
        PopulationProfile.readFrom(
            PLAN,
            new DataInputStream(new ByteArrayInputStream(bytes(all(people.subList(700, 2_000)))))));
    assertThat(bytes(merged)).isEqualTo(whole);
    assertThat(Insights.of(merged, people.subList(0, 50)))
        .isEqualTo(Insights.of(all(people), people.subList(0, 50)));
  }

  @Test
  void everyHourAndWeekdayIsThereOfAColumnTheMostCommonValues() {
    ProfilePlan plan = new ProfilePlan(List.of("hour", "weekday", "merchant"));
    PopulationProfile everybody = new PopulationProfile(plan);
    List<EntityProfile> top = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      EntityProfile profile = new EntityProfile(plan);
      profile.add(0);
      profile.addValue(0, "m" + i % 200);
      everybody.add(profile);
      top.add(profile);
    }
    List<Insight> insights = Insights.of(everybody, top.subList(0, 10));
    assertThat(insights).hasSize(24 + 7 + Insights.MOST_VALUES);
    // Nobody differs in the hour, and most hours nobody has.
    assertThat(of(insights, "hour", "0").pValue()).isEqualTo(1.0);
    assertThat(of(insights, "hour", "0").lift()).isEqualTo(1.0);
    assertThat(of(insights, "hour", "1").lift()).isNaN();
    assertThat(insights).allMatch(insight -> insight.pValue() >= 0 && insight.pValue() <= 1);
  }

  @Test
  void withoutATopThereAreNoInsights() {
    assertThat(Insights.of(all(people(10, 8)), List.of())).isEmpty();
  }

  private static byte[] bytes(PopulationProfile profile) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    profile.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
