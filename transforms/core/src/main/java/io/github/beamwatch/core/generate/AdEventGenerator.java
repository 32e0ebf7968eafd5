package io.github.beamwatch.core.generate;

import io.github.beamwatch.core.statistics.SeededRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Ad events with planted, labelled incidents: impressions and clicks per country and ad format, as
 * JSON lines. Pure and seeded: equal settings give equal bytes, on every machine and every time.
 *
 * <p>Iterating streams the lines in the order a live source would send them and holds only the few
 * events in flight, so that millions of lines cost no memory.
 *
 * <pre>{@code
 * AdEventGenerator generator =
 *     AdEventGenerator.seeded(7).withMinutes(120).withEventsPerSecond(80).withDisorderSeconds(20);
 * for (AdLine line : generator) {
 *   out.write(line.bytes());
 *   out.write('\n');
 * }
 * String labels = generator.incidentsJson();
 * }</pre>
 *
 * @param seed what tells one stream from another
 * @param start the first instant, a whole minute
 * @param minutes how long the stream lasts
 * @param eventsPerSecond impressions per second over all series while nothing is wrong; their
 *     clicks (about 6 %) come on top
 * @param disorderSeconds how late a line may be sent after its event time
 * @param badLinesPerThousand lines that are no events, per thousand lines
 * @param series how many series there are; beyond the 21 of seven countries and three formats,
 *     countries are made up
 * @param scenarios what may strike, about one in eight minutes; empty for a stream without
 *     incidents
 */
public record AdEventGenerator(
    long seed,
    Instant start,
    int minutes,
    double eventsPerSecond,
    int disorderSeconds,
    double badLinesPerThousand,
    int series,
    List<Scenario> scenarios)
    implements Iterable<AdLine> {

  public static final Instant DEFAULT_START = Instant.parse("2025-12-17T08:00:00Z");
  public static final int DEFAULT_MINUTES = 120;
  public static final double DEFAULT_EVENTS_PER_SECOND = 80;
  public static final int DEFAULT_SERIES = AdSeries.DEFAULT_COUNT;
  public static final int MAX_SERIES = 1_000_000;

  /** Every kind of incident on its own. */
  public static final List<Scenario> DEFAULT_SCENARIOS =
      List.of(Scenario.CTR_DROP, Scenario.CTR_SPIKE, Scenario.TRAFFIC_SPIKE, Scenario.REVENUE_DROP);

  public AdEventGenerator {
    if (!start.equals(start.truncatedTo(ChronoUnit.MINUTES))) {
      throw new IllegalArgumentException("start must be a whole minute, but is " + start);
    }
    require(minutes >= 1 && minutes <= 527_040, "minutes must be 1 to 527040 (a year)", minutes);
    require(
        eventsPerSecond > 0 && eventsPerSecond <= 1e7,
        "events per second must be above 0 and at most 10000000",
        eventsPerSecond);
    require(
        disorderSeconds >= 0 && disorderSeconds <= 86_400,
        "disorder must be 0 to 86400 seconds",
        disorderSeconds);
    require(
        badLinesPerThousand >= 0 && badLinesPerThousand <= 900,
        "bad lines per thousand must be 0 to 900",
        badLinesPerThousand);
    require(series >= 1 && series <= MAX_SERIES, "series must be 1 to 1000000", series);
    scenarios = List.copyOf(scenarios);
  }

  private static void require(boolean holds, String rule, Number found) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", but is " + found);
    }
  }

  /** A generator with the defaults and this seed. */
  public static AdEventGenerator seeded(long seed) {
    return new AdEventGenerator(
        seed,
        DEFAULT_START,
        DEFAULT_MINUTES,
        DEFAULT_EVENTS_PER_SECOND,
        0,
        0,
        DEFAULT_SERIES,
        DEFAULT_SCENARIOS);
  }

  public AdEventGenerator withStart(Instant newStart) {
    return new AdEventGenerator(
        seed,
        newStart,
        minutes,
        eventsPerSecond,
        disorderSeconds,
        badLinesPerThousand,
        series,
        scenarios);
  }

  public AdEventGenerator withMinutes(int newMinutes) {
    return new AdEventGenerator(
        seed,
        start,
        newMinutes,
        eventsPerSecond,
        disorderSeconds,
        badLinesPerThousand,
        series,
        scenarios);
  }

  public AdEventGenerator withEventsPerSecond(double newEventsPerSecond) {
    return new AdEventGenerator(
        seed,
        start,
        minutes,
        newEventsPerSecond,
        disorderSeconds,
        badLinesPerThousand,
        series,
        scenarios);
  }

  public AdEventGenerator withDisorderSeconds(int newDisorderSeconds) {
    return new AdEventGenerator(
        seed,
        start,
        minutes,
        eventsPerSecond,
        newDisorderSeconds,
        badLinesPerThousand,
        series,
        scenarios);
  }

  public AdEventGenerator withBadLinesPerThousand(double newBadLinesPerThousand) {
    return new AdEventGenerator(
        seed,
        start,
        minutes,
        eventsPerSecond,
        disorderSeconds,
        newBadLinesPerThousand,
        series,
        scenarios);
  }

  public AdEventGenerator withSeries(int newSeries) {
    return new AdEventGenerator(
        seed,
        start,
        minutes,
        eventsPerSecond,
        disorderSeconds,
        badLinesPerThousand,
        newSeries,
        scenarios);
  }

  public AdEventGenerator withScenarios(List<Scenario> newScenarios) {
    return new AdEventGenerator(
        seed,
        start,
        minutes,
        eventsPerSecond,
        disorderSeconds,
        badLinesPerThousand,
        series,
        newScenarios);
  }

  /** The lines from the start, in the order they are sent. */
  @Override
  public Iterator<AdLine> iterator() {
    AdSeries traits = traits();
    return new AdLines(this, traits, plan(traits));
  }

  /** The labels, sorted by minute. */
  public List<Incident> incidents() {
    return plan(traits()).incidents();
  }

  /** The labels as a JSON array. */
  public String incidentsJson() {
    return incidents().stream().map(Incident::toJson).collect(Collectors.joining(", ", "[", "]"));
  }

  private AdSeries traits() {
    return new AdSeries(series, SeededRandom.of(seed, "series"));
  }

  private IncidentPlan plan(AdSeries traits) {
    return new IncidentPlan(traits, minutes, scenarios, SeededRandom.of(seed, "incidents"));
  }
}
