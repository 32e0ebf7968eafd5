package io.github.beamwatch.core.generate;

import io.github.beamwatch.core.generate.Incident.Kind;
import io.github.beamwatch.core.statistics.SeededRandom;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * The lines of a stream in the order they are sent. Holds only what has happened and is not sent
 * yet: clicks that follow their impression, and events that disorder holds back.
 */
final class AdLines implements Iterator<AdLine> {

  private static final int MINUTE_MILLIS = 60_000;
  private static final int MAX_CLICK_DELAY_MILLIS = 1_500;
  private static final double REVENUE_SPREAD = 0.5;

  private final AdEventGenerator settings;
  private final long startMillis;
  private final AdSeries series;
  private final AdArrivals arrivals;
  private final AdLineWriter writer;
  private final BadLines badLines;
  private final SeededRandom events;
  private final SeededRandom delays;
  private final SeededRandom bad;
  private final PriorityQueue<AdEvent> pending = new PriorityQueue<>();

  private long nowMillis = Long.MIN_VALUE;
  private long numbers;
  private boolean exhausted;

  AdLines(AdEventGenerator settings, AdSeries series, IncidentPlan plan) {
    this.settings = settings;
    this.series = series;
    startMillis = settings.start().toEpochMilli();
    arrivals =
        new AdArrivals(
            series,
            plan,
            settings.minutes(),
            settings.eventsPerSecond(),
            SeededRandom.of(settings.seed(), "arrivals"));
    writer = new AdLineWriter(series);
    badLines = new BadLines(settings.start().toString());
    events = SeededRandom.of(settings.seed(), "events");
    delays = SeededRandom.of(settings.seed(), "delays");
    bad = SeededRandom.of(settings.seed(), "bad lines");
  }

  @Override
  public boolean hasNext() {
    // What lies before the present moment cannot be overtaken by what is still to happen.
    while (!exhausted && (pending.isEmpty() || pending.peek().emittedAtMillis() >= nowMillis)) {
      happen();
    }
    return !pending.isEmpty();
  }

  @Override
  public AdLine next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the stream has ended");
    }
    if (settings.badLinesPerThousand() > 0
        && bad.nextUnit() * 1_000 < settings.badLinesPerThousand()) {
      return new AdLine(badLines.any(bad), pending.element().emittedAtMillis());
    }
    AdEvent event = pending.remove();
    return new AdLine(writer.write(event), event.emittedAtMillis());
  }

  private void happen() {
    if (!arrivals.next()) {
      exhausted = true;
      return;
    }
    int of = arrivals.series();
    long minuteStart = startMillis + (long) arrivals.minute() * MINUTE_MILLIS;
    nowMillis = minuteStart + arrivals.millisInMinute();
    double mean = series.revenueMicros(of) * arrivals.factor(of, Kind.REVENUE_DROP, null);
    long micros = Math.round(mean * events.between(1 - REVENUE_SPREAD, 1 + REVENUE_SPREAD));
    send(of, nowMillis, false, micros);
    double ctr = series.ctr(of) * arrivals.factor(of, Kind.CTR_DROP, Kind.CTR_SPIKE);
    double drawn = events.nextUnit();
    if (drawn < ctr) {
      // A click stays in the minute of its impression: the labels speak of whole minutes.
      long follows = nowMillis + (long) (events.nextUnit() * MAX_CLICK_DELAY_MILLIS);
      send(of, Math.min(follows, minuteStart + MINUTE_MILLIS - 1), true, 0);
    }
  }

  private void send(int of, long timeMillis, boolean click, long revenueMicros) {
    double delay = settings.disorderSeconds() * 1_000.0 * delays.nextUnit();
    numbers++;
    pending.add(
        new AdEvent(timeMillis + (long) delay, numbers, timeMillis, of, click, revenueMicros));
  }
}
