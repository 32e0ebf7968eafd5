package io.github.beamwatch.core.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntityProfileTest {
  private static final ProfilePlan PLAN =
      new ProfilePlan(List.of("hour", "country", "weekday", "merchant"));

  private record Event(long time, String country, String merchant) {}

  private static void add(EntityProfile profile, Event event) {
    profile.add(event.time);
    profile.addValue(0, event.country);
    profile.addValue(1, event.merchant);
  }

  static byte[] bytes(EntityProfile profile) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    profile.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  @Test
  void hoursAndWeekdaysAreThoseOfUtc() {
    EntityProfile profile = new EntityProfile(PLAN);
    // Saturday.
    profile.add(Instant.parse("2026-11-21T03:59:59.999Z").toEpochMilli());
    // Wednesday, before the epoch.
    profile.add(Instant.parse("1969-12-31T23:00:00Z").toEpochMilli());
    profile.add(Instant.parse("1970-01-01T00:00:00Z").toEpochMilli());
    assertThat(profile.hours()[3]).isEqualTo(1);
    assertThat(profile.hours()[23]).isEqualTo(1);
    assertThat(profile.hours()[0]).isEqualTo(1);
    assertThat(profile.days()).containsExactly(0, 0, 1, 1, 0, 1, 0);
  }

  @Test
  void valuesAreCountedAndEmptyOnesAreNot() {
    EntityProfile profile = new EntityProfile(PLAN);
    byte[] line = "x,DE,y".getBytes(StandardCharsets.UTF_8);
    profile.addValue(0, line, 2, 4);
    profile.addValue(0, "DE");
    profile.addValue(0, "Ö");
    profile.addValue(0, "");
    PopulationProfile everybody = new PopulationProfile(PLAN);
    everybody.add(profile);
    assertThat(everybody.values("country"))
        .extracting(PopulationProfile.Value::name)
        .containsExactlyInAnyOrder("DE", "Ö");
    double known =
        everybody.values("country").stream().mapToDouble(PopulationProfile.Value::sum).sum();
    assertThat(known).isEqualTo(1.0, within(1e-9));
    assertThat(everybody.entities("country")).isEqualTo(1);
    assertThat(everybody.entities("merchant")).isZero();
  }

  private static List<Event> events(int count, int merchants, long seed) {
    Random random = new Random(seed);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(
          new Event(
              random.nextLong(2_000_000_000_000L),
              "C" + random.nextInt(5),
              "m" + random.nextInt(merchants)));
    }
    return events;
  }

  @Test
  void neitherOrderNorPartsMatterAlsoWhereThereAreTooManyValues() throws IOException {
    List<Event> events = events(3000, 400, 1);
    EntityProfile whole = new EntityProfile(PLAN);
    events.forEach(event -> add(whole, event));
    assertThat(whole.columns()[1].size()).isEqualTo(EntityProfile.MOST_VALUES);
    for (int seed = 0; seed < 10; seed++) {
      Collections.shuffle(events, new Random(seed));
      EntityProfile first = new EntityProfile(PLAN);
      EntityProfile second = new EntityProfile(PLAN);
      events.subList(0, 300 * seed + 1).forEach(event -> add(first, event));
      events.subList(300 * seed + 1, 3000).forEach(event -> add(second, event));
      EntityProfile merged =
          EntityProfile.readFrom(PLAN, new DataInputStream(new ByteArrayInputStream(bytes(first))));
      merged.addAll(second);
      assertThat(bytes(merged)).isEqualTo(bytes(whole));
    }
  }

  @Test
  void tenEventsAreSomeDozenBytes() throws IOException {
    EntityProfile profile =
        new EntityProfile(new ProfilePlan(List.of("hour", "weekday", "country")));
    for (Event event : events(10, 1, 3)) {
      profile.add(event.time);
      profile.addValue(0, event.country);
    }
    assertThat(bytes(profile)).hasSizeLessThan(50);
  }

  @Test
  void bytesReadBackAreTheSameAndAnotherVersionIsRefused() throws IOException {
    EntityProfile profile = new EntityProfile(PLAN);
    events(50, 10, 2).forEach(event -> add(profile, event));
    byte[] bytes = bytes(profile);
    EntityProfile read =
        EntityProfile.readFrom(PLAN, new DataInputStream(new ByteArrayInputStream(bytes)));
    assertThat(bytes(read)).isEqualTo(bytes);
    bytes[0] = 9;
    assertThatThrownBy(
            () ->
                EntityProfile.readFrom(PLAN, new DataInputStream(new ByteArrayInputStream(bytes))))
        .isInstanceOf(IOException.class)
        .hasMessage("a profile in version 9, not 1");
  }

  @Test
  void aDimensionIsThereOnce() {
    assertThatThrownBy(() -> new ProfilePlan(List.of("hour", "hour")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a dimension is there twice: [hour, hour]");
  }
}
