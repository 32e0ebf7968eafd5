package io.github.beamwatch.core.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.event.AdEvents;
import io.github.beamwatch.core.event.EventFormat;
import io.github.beamwatch.core.event.EventParser;
import io.github.beamwatch.core.event.EventRow;
import io.github.beamwatch.core.spec.ParseSpec.Format;
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
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PreAggregatorTest {

  private static final Instant BASE = Instant.parse("2025-12-17T08:00:00Z");

  private final EventFormat format = AdEvents.format(Format.JSON);
  private final MeasurePlan plan = MeasurePlan.of(AdEvents.measure(), format.schema(), true);

  private static String event(String type, long second, String country, String ad, double revenue) {
    return String.format(
        java.util.Locale.ROOT,
        "{\"event_type\":\"%s\",\"event_time\":\"%s\",\"country\":\"%s\",\"ad_format\":\"%s\","
            + "\"revenue\":%s}",
        type,
        BASE.plusSeconds(second),
        country,
        ad,
        revenue);
  }

  private Map<String, WindowAccumulator> aggregate(List<String> events) {
    PreAggregator groups = new PreAggregator(plan);
    EventParser parser = format.newParser();
    EventRow row = format.newRow();
    for (String event : events) {
      byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
      assertThat(parser.parse(bytes, 0, bytes.length, row)).as(row.detail()).isTrue();
      groups.add(row);
    }
    Map<String, WindowAccumulator> out = new TreeMap<>();
    groups.drainTo(
        (series, start, window) ->
            assertThat(
                    out.put(
                        String.join("|", series.values())
                            + "@"
                            + (start - BASE.toEpochMilli()) / 60_000,
                        window))
                .isNull());
    assertThat(groups.size()).isZero();
    return out;
  }

  @Test
  void groupsBySeriesAndWindow() {
    Map<String, WindowAccumulator> windows =
        aggregate(
            List.of(
                event("impression", 0, "US", "banner", 0.5),
                event("click", 59, "US", "banner", 0),
                event("impression", 60, "US", "banner", 0.25),
                event("impression", 1, "USb", "anner", 1),
                event("view", 2, "DE", "", 2)));
    assertThat(windows).containsOnlyKeys("US|banner@0", "US|banner@1", "USb|anner@0", "DE|@0");
    WindowAccumulator first = windows.get("US|banner@0");
    assertThat(first.samples()).isEqualTo(2);
    assertThat(first.values()).extracting(MeasureValue::value).containsExactly(1.0, 1.0, 0.5);
    assertThat(windows.get("DE|@0").values())
        .extracting(MeasureValue::value)
        .containsExactly(0.0, 0.0, 2.0);
  }

  @Test
  void anySplitAndOrderGivesTheSameBits() throws IOException {
    Random random = new Random(11);
    List<String> events = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      events.add(
          event(
              random.nextInt(20) == 0 ? "click" : "impression",
              random.nextInt(300),
              "C" + random.nextInt(5),
              "F" + random.nextInt(3),
              random.nextInt(10_000) / 1e6));
    }
    Map<String, WindowAccumulator> whole = aggregate(events);
    Collections.shuffle(events, random);
    Map<String, WindowAccumulator> merged = new TreeMap<>();
    for (int at = 0; at < events.size(); at += 700) {
      Map<String, WindowAccumulator> part =
          aggregate(events.subList(at, Math.min(events.size(), at + 700)));
      for (Map.Entry<String, WindowAccumulator> entry : part.entrySet()) {
        WindowAccumulator into =
            merged.computeIfAbsent(entry.getKey(), key -> WindowAccumulator.empty(plan));
        into.merge(throughBytes(entry.getValue()));
      }
    }
    assertThat(merged.keySet()).isEqualTo(whole.keySet());
    whole.forEach(
        (key, window) -> {
          assertThat(merged.get(key).samples()).isEqualTo(window.samples());
          assertThat(merged.get(key).values()).isEqualTo(window.values());
        });
  }

  private WindowAccumulator throughBytes(WindowAccumulator window) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    window.writeTo(new DataOutputStream(bytes));
    return WindowAccumulator.readFrom(
        plan, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  @Test
  void growsToManySeries() {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      events.add(event("impression", 0, "C" + i, "f", 0.001));
      events.add(event("click", 1, "C" + i, "f", 0));
    }
    Map<String, WindowAccumulator> windows = aggregate(events);
    assertThat(windows).hasSize(20_000);
    assertThat(windows.values()).allMatch(window -> window.samples() == 2);
  }

  @Test
  void theVarianceOfASumIsThatOfItsEvents() {
    List<String> events = new ArrayList<>();
    for (double revenue : List.of(1.0, 2.0, 3.0, 4.0)) {
      events.add(event("impression", 0, "US", "banner", revenue));
    }
    MeasureValue revenue = aggregate(events).get("US|banner@0").values().get(2);
    assertThat(revenue.samples()).isEqualTo(4);
    assertThat(revenue.variance()).isEqualTo(5.0 / 3.0);
  }
}
