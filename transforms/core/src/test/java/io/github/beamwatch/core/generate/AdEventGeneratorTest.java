package io.github.beamwatch.core.generate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.beamwatch.core.generate.Incident.Kind;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AdEventGeneratorTest {

  private static final Pattern EVENT =
      Pattern.compile(
          "\\{\"event_id\":\"(e\\d{9})\",\"event_type\":\"(impression|click)\","
              + "\"event_time\":\"(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z)\","
              + "\"country\":\"(\\w+)\",\"ad_format\":\"(\\w+)\",\"revenue\":(\\d+\\.\\d{1,6})}");

  private static final Instant START = AdEventGenerator.DEFAULT_START;

  private static String digest(AdEventGenerator generator) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (AdLine line : generator) {
      digest.update(line.bytes());
      digest.update((byte) '\n');
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static List<Matcher> events(AdEventGenerator generator) {
    List<Matcher> events = new ArrayList<>();
    for (AdLine line : generator) {
      Matcher event = EVENT.matcher(new String(line.bytes(), UTF_8));
      assertThat(event.matches()).as(new String(line.bytes(), UTF_8)).isTrue();
      events.add(event);
    }
    return events;
  }

  private static long millis(Matcher event) {
    return Instant.parse(event.group(3)).toEpochMilli();
  }

  private static int minute(Matcher event) {
    return (int) ((millis(event) - START.toEpochMilli()) / 60_000);
  }

  @Test
  void sameSeedGivesTheSameBytes() throws Exception {
    AdEventGenerator generator =
        AdEventGenerator.seeded(7)
            .withMinutes(20)
            .withDisorderSeconds(20)
            .withBadLinesPerThousand(1);
    assertThat(digest(generator)).isEqualTo(digest(generator));
    assertThat(digest(generator)).isNotEqualTo(digest(withSeed8(generator)));
  }

  private static AdEventGenerator withSeed8(AdEventGenerator generator) {
    return AdEventGenerator.seeded(8)
        .withMinutes(generator.minutes())
        .withDisorderSeconds(generator.disorderSeconds())
        .withBadLinesPerThousand(generator.badLinesPerThousand());
  }

  /** Pins the bytes across machines and JDKs; a change here changes every published stream. */
  @Test
  void bytesArePinned() throws Exception {
    AdEventGenerator generator =
        AdEventGenerator.seeded(42)
            .withMinutes(30)
            .withDisorderSeconds(20)
            .withBadLinesPerThousand(2);
    assertThat(digest(generator))
        .isEqualTo("03dda4fb8518896e17192a2a9185f7b856ab4ff150123cafcf2bee7f45961a94");
    assertThat(generator.incidentsJson())
        .isEqualTo(
            """
            [{"minute": 15, "length": 2, "country": "DE", "ad_format": "interstitial", "kind": "revenue_drop"}, \
            {"minute": 22, "length": 3, "country": "UK", "ad_format": "banner", "kind": "revenue_drop"}, \
            {"minute": 23, "length": 3, "country": "FR", "ad_format": "banner", "kind": "traffic_spike"}, \
            {"minute": 25, "length": 3, "country": "FR", "ad_format": "rewarded_video", "kind": "traffic_spike"}]""");
  }

  @Test
  void everyLineIsAnEventOfTheDocumentedLayout() {
    List<Matcher> events = events(AdEventGenerator.seeded(1).withMinutes(5));
    assertThat(events.stream().map(e -> e.group(1))).doesNotHaveDuplicates();
    assertThat(events.stream().map(e -> e.group(4) + "/" + e.group(5)).distinct()).hasSize(21);
    assertThat(events.stream().filter(e -> e.group(2).equals("click")).map(e -> e.group(6)))
        .containsOnly("0.0");
    assertThat(events).allSatisfy(e -> assertThat(minute(e)).isBetween(0, 4));
  }

  @Test
  void rateAndClickRateAreAsAsked() {
    List<Matcher> events =
        events(AdEventGenerator.seeded(3).withMinutes(60).withScenarios(List.of()));
    long impressions = events.stream().filter(e -> e.group(2).equals("impression")).count();
    long clicks = events.size() - impressions;
    assertThat((double) impressions).isCloseTo(80 * 3600.0, within(5 * Math.sqrt(80 * 3600.0)));
    assertThat((double) clicks / impressions).isBetween(0.03, 0.09);
  }

  @Test
  void withoutDisorderLinesComeInEventTimeOrder() {
    List<Matcher> events = events(AdEventGenerator.seeded(4).withMinutes(3));
    assertThat(events.stream().map(AdEventGeneratorTest::millis).toList()).isSorted();
  }

  @Test
  void disorderStaysWithinItsBoundAndKeepsTheEvents() {
    AdEventGenerator ordered = AdEventGenerator.seeded(5).withMinutes(5);
    AdEventGenerator disordered = ordered.withDisorderSeconds(20);
    long newest = Long.MIN_VALUE;
    long lag = 0;
    List<String> lines = new ArrayList<>();
    for (AdLine line : disordered) {
      Matcher event = EVENT.matcher(new String(line.bytes(), UTF_8));
      assertThat(event.matches()).isTrue();
      newest = Math.max(newest, millis(event));
      lag = Math.max(lag, newest - millis(event));
      assertThat(line.emittedAtMillis() - millis(event)).isBetween(0L, 20_000L);
      lines.add(event.group());
    }
    assertThat(lag).isBetween(15_000L, 20_000L);
    assertThat(lines)
        .containsExactlyInAnyOrderElementsOf(events(ordered).stream().map(Matcher::group).toList());
  }

  @Test
  void linesAreEmittedInOrder() {
    long last = Long.MIN_VALUE;
    for (AdLine line :
        AdEventGenerator.seeded(6)
            .withMinutes(3)
            .withDisorderSeconds(30)
            .withBadLinesPerThousand(5)) {
      assertThat(line.emittedAtMillis()).isGreaterThanOrEqualTo(last);
      last = line.emittedAtMillis();
    }
  }

  @Test
  void badLinesAreAddedWithoutTouchingTheEvents() {
    AdEventGenerator clean = AdEventGenerator.seeded(9).withMinutes(10);
    List<String> good = new ArrayList<>();
    Map<String, Integer> bad = new HashMap<>();
    for (AdLine line : clean.withBadLinesPerThousand(10)) {
      String text = new String(line.bytes(), UTF_8);
      if (EVENT.matcher(text).matches()) {
        good.add(text);
      } else {
        bad.merge(text, 1, Integer::sum);
      }
    }
    assertThat(good).isEqualTo(events(clean).stream().map(Matcher::group).toList());
    int count = bad.values().stream().mapToInt(Integer::intValue).sum();
    assertThat((double) count / good.size()).isBetween(0.008, 0.012);
    assertThat(bad).hasSize(12).containsKeys("null", "[]", "{", "{\"event_id\":\"x\"}");
  }

  @Test
  void incidentsShowInTheNumbers() {
    AdEventGenerator generator =
        AdEventGenerator.seeded(10).withMinutes(120).withEventsPerSecond(200);
    Map<String, double[]> windows = new TreeMap<>();
    Map<String, double[]> usual = new TreeMap<>();
    for (AdLine line : generator) {
      Matcher e = EVENT.matcher(new String(line.bytes(), UTF_8));
      assertThat(e.matches()).isTrue();
      String series = e.group(4) + "/" + e.group(5);
      add(windows, series + "@" + minute(e), e);
      add(usual, series, e);
    }
    assertThat(generator.incidents()).hasSize(15);
    assertThat(generator.incidents().stream().map(Incident::kind).distinct())
        .hasSize(Kind.values().length);
    for (Incident incident : generator.incidents()) {
      String series = incident.country() + "/" + incident.adFormat();
      double[] all = usual.get(series);
      for (int m = incident.minute(); m < incident.minute() + incident.length(); m++) {
        double[] window = windows.get(series + "@" + m);
        double ratio =
            switch (incident.kind()) {
              case CTR_DROP, CTR_SPIKE -> window[1] / window[0] / (all[1] / all[0]);
              case TRAFFIC_SPIKE -> window[0] / (all[0] / 120);
              case REVENUE_DROP -> window[2] / window[0] / (all[2] / all[0]);
            };
        double factor = incident.kind().factor();
        assertThat(ratio).as("%s", incident).isBetween(factor * 0.7 - 0.1, factor * 1.3 + 0.1);
      }
    }
  }

  private static void add(Map<String, double[]> sums, String key, Matcher event) {
    double[] sum = sums.computeIfAbsent(key, k -> new double[3]);
    sum[event.group(2).equals("impression") ? 0 : 1]++;
    sum[2] += Double.parseDouble(event.group(6));
  }

  @Test
  void incidentsAreSpacedAndKeepTheWarmUpFree() {
    List<Incident> incidents = AdEventGenerator.seeded(11).withMinutes(2_000).incidents();
    assertThat(incidents).hasSize(250);
    assertThat(incidents)
        .allSatisfy(
            i -> {
              assertThat(i.minute()).isGreaterThanOrEqualTo(12);
              assertThat(i.length()).isBetween(1, 3);
              assertThat(i.minute() + i.length()).isLessThanOrEqualTo(2_000);
            });
    Map<String, Incident> last = new HashMap<>();
    for (Incident incident : incidents) {
      Incident before = last.put(incident.country() + incident.adFormat(), incident);
      if (before != null) {
        assertThat(incident.minute() - before.minute() - before.length())
            .isGreaterThanOrEqualTo(12);
      }
    }
  }

  @Test
  void allAtOnceStrikesFourSeriesInTheSameMinutes() {
    List<Incident> incidents =
        AdEventGenerator.seeded(12)
            .withMinutes(24)
            .withScenarios(List.of(Scenario.ALL_AT_ONCE))
            .incidents();
    assertThat(incidents).hasSize(12);
    Map<Integer, List<Kind>> byMinute = new TreeMap<>();
    for (Incident incident : incidents) {
      byMinute.computeIfAbsent(incident.minute(), m -> new ArrayList<>()).add(incident.kind());
    }
    assertThat(byMinute.values()).allSatisfy(kinds -> assertThat(kinds).contains(Kind.values()));
  }

  @Test
  void oneScenarioGivesOnlyItsKind() {
    assertThat(
            AdEventGenerator.seeded(13)
                .withScenarios(List.of(Scenario.REVENUE_DROP))
                .incidents()
                .stream()
                .map(Incident::kind))
        .hasSize(15)
        .containsOnly(Kind.REVENUE_DROP);
    assertThat(AdEventGenerator.seeded(13).withScenarios(List.of()).incidents()).isEmpty();
  }

  @Test
  void manySeriesGetMadeUpCountries() {
    AdEventGenerator generator =
        AdEventGenerator.seeded(14)
            .withSeries(1_000)
            .withMinutes(2)
            .withEventsPerSecond(500)
            .withScenarios(List.of());
    List<Matcher> events = events(generator);
    assertThat(events.stream().map(e -> e.group(4) + "/" + e.group(5)).distinct()).hasSize(1_000);
    assertThat(events.stream().map(e -> e.group(4))).contains("US", "X000007", "X000333");
  }

  @Test
  void aMillionSeriesAreAllowed() {
    Iterator<AdLine> lines =
        AdEventGenerator.seeded(15)
            .withSeries(AdEventGenerator.MAX_SERIES)
            .withEventsPerSecond(100_000)
            .iterator();
    for (int i = 0; i < 1_000; i++) {
      assertThat(new String(lines.next().bytes(), UTF_8)).matches(EVENT);
    }
  }

  @Test
  void startMovesTheStream() {
    Instant start = Instant.parse("2024-02-29T23:59:00Z");
    List<Matcher> events = events(AdEventGenerator.seeded(16).withMinutes(2).withStart(start));
    assertThat(events.get(0).group(3)).startsWith("2024-02-29T23:59:00.");
    assertThat(events.get(events.size() - 1).group(3)).startsWith("2024-03-01T00:00:59.");
  }

  @Test
  void wrongSettingsAreRefusedWithWhatIsAllowed() {
    AdEventGenerator generator = AdEventGenerator.seeded(1);
    assertThatThrownBy(() -> generator.withMinutes(0))
        .hasMessage("minutes must be 1 to 527040 (a year), but is 0");
    assertThatThrownBy(() -> generator.withEventsPerSecond(Double.NaN))
        .hasMessageContaining("above 0")
        .hasMessageEndingWith("NaN");
    assertThatThrownBy(() -> generator.withSeries(1_000_001)).hasMessageContaining("1 to 1000000");
    assertThatThrownBy(() -> generator.withDisorderSeconds(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> generator.withBadLinesPerThousand(1_000))
        .hasMessageContaining("0 to 900");
    assertThatThrownBy(() -> generator.withStart(Instant.parse("2025-01-01T00:00:01Z")))
        .hasMessage("start must be a whole minute, but is 2025-01-01T00:00:01Z");
  }
}
