package io.github.beamwatch.beam.evaluate;

import io.github.beamwatch.core.series.MeasureValue;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.series.SeriesKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Metric points of the ad spec. */
final class Ctr {

  static final long BASE = Instant.parse("2025-12-17T08:00:00Z").toEpochMilli();
  static final long MINUTE = 60_000;

  private Ctr() {}

  /** A minute of a country's banners with a thousand impressions. */
  static MetricPoint point(String country, int minute, int clicks) {
    return point(country, minute, 1_000, clicks, 0.5);
  }

  static MetricPoint point(
      String country, int minute, int impressions, int clicks, double revenue) {
    long start = BASE + minute * MINUTE;
    return new MetricPoint(
        SeriesKey.of(country, "banner"),
        start,
        start + MINUTE,
        impressions + clicks,
        List.of(
            MeasureValue.of(impressions, impressions),
            MeasureValue.of(clicks, clicks),
            new MeasureValue(revenue, impressions, 1e-9)),
        List.of(100.0 * clicks / impressions, 1000.0 * revenue / impressions));
  }

  /** Several series over some hours, with drops, spikes and missing minutes. */
  static List<MetricPoint> some(long seed, int minutes) {
    Random random = new Random(seed);
    List<MetricPoint> points = new ArrayList<>();
    for (String country : List.of("US", "DE", "JP", "BR")) {
      for (int minute = 0; minute < minutes; minute++) {
        if (random.nextInt(10) == 0) {
          // Now and then more than an hour is missing.
          minute += random.nextInt(8) == 0 ? 61 : 1;
          continue;
        }
        int impressions = 400 + random.nextInt(200);
        boolean incident = random.nextInt(15) == 0;
        int clicks = incident ? random.nextInt(4) : 20 + random.nextInt(10);
        double revenue = (random.nextInt(20) == 0 ? 0.02 : 0.5) * (1 + random.nextDouble());
        points.add(point(country, minute, impressions, clicks, revenue));
      }
    }
    return points;
  }
}
