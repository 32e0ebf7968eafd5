package io.github.beamwatch.beam.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.beamwatch.beam.parse.RawBatch;
import io.github.beamwatch.beam.parse.RawRecord;
import io.github.beamwatch.core.spec.AggregateSpec;
import io.github.beamwatch.core.spec.MeasureSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.fixtures.pipeline.AdSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Readings of sensors, with values of every size and sign, and a spec with every measure. */
final class Readings {

  static final long BASE = Instant.parse("2025-12-17T08:00:00Z").toEpochMilli();
  private static final List<String> SITES = List.of("north", "south", "Zürich", "");

  /** One reading; the kind is what filters look at. */
  record Reading(String site, String sensor, String kind, long timeMillis, double value) {
    byte[] json() {
      return """
          {"time":"%s","site":"%s","sensor":"%s","kind":"%s","value":%s}"""
          .formatted(Instant.ofEpochMilli(timeMillis), site, sensor, kind, value)
          .getBytes(UTF_8);
    }

    RawRecord raw(long offset) {
      return new RawRecord(json(), "readings", offset);
    }
  }

  private Readings() {}

  static PipelineSpec spec() {
    Map<String, AggregateSpec> measures = new LinkedHashMap<>();
    measures.put("all", new AggregateSpec(Map.of(), null, null, null, null, null, Map.of()));
    measures.put(
        "hot", new AggregateSpec(Map.of("kind", "hot"), null, null, null, null, null, Map.of()));
    measures.put("total", new AggregateSpec(null, "value", null, null, null, null, Map.of()));
    measures.put(
        "hot_mean",
        new AggregateSpec(null, null, null, null, "value", null, Map.of("kind", "hot")));
    measures.put("least", new AggregateSpec(null, null, "value", null, null, null, Map.of()));
    measures.put("most", new AggregateSpec(null, null, null, "value", null, null, Map.of()));
    PipelineSpec ads = AdSpec.guarded();
    return new PipelineSpec(
        ads.apiVersion(),
        "readings",
        null,
        ads.source(),
        new io.github.beamwatch.core.spec.ParseSpec(
            ads.parse().format(),
            new io.github.beamwatch.core.spec.TimestampSpec("time", null, null, null, null, null),
            Map.of(),
            ads.parse().csv(),
            ads.parse().maxRecordBytes()),
        new MeasureSpec(
            List.of("site", "sensor"),
            Duration.ofMinutes(1),
            Duration.ZERO,
            measures,
            Map.of("share", "hot / all", "per_hot", "total / hot"),
            null),
        List.of(),
        ads.alerts(),
        ads.sinks());
  }

  /** Seeded readings of some minutes around a base. */
  static List<Reading> some(long seed, int count, long base) {
    Random random = new Random(seed);
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double value =
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt(1_000_000) / 1e6;
            case 1 -> -random.nextInt(1_000_000) / 1e6;
            case 2 -> random.nextGaussian() * 1e15;
            default -> random.nextGaussian() * 1e-12;
          };
      readings.add(
          new Reading(
              SITES.get(random.nextInt(SITES.size())),
              "s" + random.nextInt(3),
              random.nextInt(3) == 0 ? "hot" : "cold",
              base + random.nextInt(300_000),
              value));
    }
    return readings;
  }

  /** Batches of these readings, each record with its own time as its timestamp. */
  static List<RawBatch> batches(List<Reading> readings, int size) {
    List<RawBatch> batches = new ArrayList<>();
    for (int from = 0; from < readings.size(); from += size) {
      List<Reading> part = readings.subList(from, Math.min(readings.size(), from + size));
      byte[][] payloads = new byte[part.size()][];
      long[] offsets = new long[part.size()];
      long[] timestamps = new long[part.size()];
      for (int i = 0; i < payloads.length; i++) {
        payloads[i] = part.get(i).json();
        offsets[i] = from + i;
        timestamps[i] = part.get(i).timeMillis();
      }
      batches.add(new RawBatch("readings", payloads, offsets, timestamps));
    }
    return batches;
  }
}
