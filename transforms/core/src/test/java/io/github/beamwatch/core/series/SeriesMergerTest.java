package io.github.beamwatch.core.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.event.AdEvents;
import io.github.beamwatch.core.event.EventFormat;
import io.github.beamwatch.core.event.EventParser;
import io.github.beamwatch.core.event.EventRow;
import io.github.beamwatch.core.spec.ParseSpec.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SeriesMergerTest {

  private static final Instant BASE = Instant.parse("2025-12-17T08:00:00Z");

  private final EventFormat format = AdEvents.format(Format.JSON);
  private final MeasurePlan plan = MeasurePlan.of(AdEvents.measure(), format.schema(), true);

  private record Window(List<String> labels, long start, long samples, List<MeasureValue> values) {}

  @Test
  void blocksOfAnySplitAndOrderGiveTheSameWindowsBySeriesAndTime() throws IOException {
    List<String> events = events(5_000);
    List<Window> whole = merged(events, events.size());
    Collections.shuffle(events, new Random(3));

    assertThat(merged(events, 333)).isEqualTo(whole);
    assertThat(whole.stream().mapToLong(Window::samples).sum()).isEqualTo(5_000);
  }

  @Test
  void aSeriesComesInOnePieceWithItsWindowsInOrder() throws IOException {
    List<Window> windows = merged(events(5_000), 700);

    Set<List<String>> seen = new HashSet<>();
    for (int i = 0; i < windows.size(); i++) {
      boolean same = i > 0 && windows.get(i - 1).labels.equals(windows.get(i).labels);
      if (same) {
        assertThat(windows.get(i).start).isGreaterThan(windows.get(i - 1).start);
      } else {
        assertThat(seen.add(windows.get(i).labels)).isTrue();
      }
    }
    assertThat(seen).hasSize(60).contains(List.of("", "F0"), List.of("Zürich4", "F2"));
  }

  @Test
  void aBlockOfAnotherVersionIsRefused() {
    assertThatThrownBy(() -> new SeriesMerger(plan).add(new byte[] {99}))
        .hasMessage("a block of parts of format version 99 cannot be read; this is version 1");
  }

  /** Through blocks and back, bucket by bucket. */
  private List<Window> merged(List<String> events, int eventsPerBlock) throws IOException {
    SortedMap<Integer, List<byte[]>> buckets = new TreeMap<>();
    EventParser parser = format.newParser();
    EventRow row = format.newRow();
    for (int at = 0; at < events.size(); at += eventsPerBlock) {
      PreAggregator groups = new PreAggregator(plan);
      for (String event : events.subList(at, Math.min(events.size(), at + eventsPerBlock))) {
        byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
        assertThat(parser.parse(bytes, 0, bytes.length, row)).as(row.detail()).isTrue();
        groups.add(row);
      }
      groups.packTo(
          (bucket, block) -> buckets.computeIfAbsent(bucket, none -> new ArrayList<>()).add(block));
      assertThat(groups.size()).isZero();
    }
    assertThat(buckets.keySet()).allMatch(bucket -> bucket >= 0 && bucket < PartBlocks.BUCKETS);
    List<Window> windows = new ArrayList<>();
    for (List<byte[]> blocks : buckets.values()) {
      SeriesMerger merger = new SeriesMerger(plan);
      for (byte[] block : blocks) {
        merger.add(block);
      }
      merger.drainTo(
          (series, start, window) ->
              windows.add(new Window(series.values(), start, window.samples(), window.values())));
    }
    return windows;
  }

  private static List<String> events(int count) {
    Random random = new Random(11);
    List<String> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int country = random.nextInt(20);
      events.add(
          String.format(
              java.util.Locale.ROOT,
              "{\"event_type\":\"%s\",\"event_time\":\"%s\",\"country\":\"%s\","
                  + "\"ad_format\":\"F%d\",\"revenue\":%s}",
              random.nextInt(20) == 0 ? "click" : "impression",
              BASE.plusSeconds(random.nextInt(300)),
              country == 0 ? "" : "Zürich" + country,
              random.nextInt(3),
              random.nextInt(10_000) / 1e6));
    }
    return events;
  }
}
