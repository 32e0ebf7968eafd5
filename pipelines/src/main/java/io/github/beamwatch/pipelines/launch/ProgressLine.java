package io.github.beamwatch.pipelines.launch;

import io.github.beamwatch.beam.Counters;
import io.github.beamwatch.beam.RunProgress;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** How a line of progress is worded. */
public interface ProgressLine {

  /**
   * One line.
   *
   * @param events records read so far
   * @param perSecond how many a second since the last line
   */
  String of(long events, double perSecond);

  /** What is said when the user stops the job. */
  default String ofStop() {
    return "stopping; windows that are still open are not evaluated";
  }

  /** Of a spec's run: events, how far their time is, and alerts. */
  ProgressLine OF_EVENTS =
      (events, perSecond) ->
          ofEvents(events, perSecond, RunProgress.watermarkMillis(), RunProgress.alerts());

  /** Of tables. */
  ProgressLine OF_ROWS =
      (rows, perSecond) -> String.format(Locale.ROOT, "%,d rows  %,.0f/s", rows, perSecond);

  /** Of a ranking. */
  ProgressLine OF_ENTITIES =
      (events, perSecond) ->
          String.format(
              Locale.ROOT,
              "%,d events  %,.0f/s  entities ranked %,d",
              events,
              perSecond,
              RunProgress.counters().getOrDefault(Counters.ENTITIES_RANKED, 0L));

  /** Of a ranking of events. */
  ProgressLine OF_SCORED_EVENTS =
      (events, perSecond) ->
          String.format(
              Locale.ROOT,
              "%,d events  %,.0f/s  scored %,d",
              events,
              perSecond,
              RunProgress.counters().getOrDefault(Counters.EVENTS_SCORED, 0L));

  /** Of a delivery. */
  ProgressLine OF_DELIVERIES =
      new ProgressLine() {
        @Override
        public String of(long alerts, double perSecond) {
          return String.format(
              Locale.ROOT, "%,d alerts read  %,.0f/s  sent %,d", alerts, perSecond, sent());
        }

        @Override
        public String ofStop() {
          return "stopping; what is not settled is read again by the next run";
        }
      };

  private static long sent() {
    return RunProgress.counters().entrySet().stream()
        .filter(
            counter ->
                counter.getKey().startsWith(Counters.DELIVERIES)
                    && counter.getKey().endsWith("_sent"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** One line; the watermark is the end of the last window that was measured. */
  static String ofEvents(long events, double perSecond, long watermarkMillis, long alerts) {
    String watermark =
        watermarkMillis == Long.MIN_VALUE
            ? "none yet"
            : Instant.ofEpochMilli(watermarkMillis).toString();
    return String.format(
        Locale.ROOT,
        "%,d events  %,.0f/s  watermark %s  alerts %,d",
        events,
        perSecond,
        watermark,
        alerts);
  }
}
