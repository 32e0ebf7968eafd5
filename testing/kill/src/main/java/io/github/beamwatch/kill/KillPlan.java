package io.github.beamwatch.kill;

import java.time.Duration;

/**
 * How long and how hard a run is.
 *
 * @param seed of the events, and of what goes wrong when
 * @param minutes of event time
 * @param eventsPerSecond impressions per second of event time, over all series
 * @param series pairs of country and ad format
 * @param feed how long it takes to send the events
 * @param outage how long a broker, a process or a chat server is away
 * @param redisOutage how long Redis is away
 * @param what which parts are disturbed
 * @param rounds how often each lane goes through its disturbances
 * @param patience how long to wait for the last alert after the last disturbance
 */
record KillPlan(
    long seed,
    int minutes,
    double eventsPerSecond,
    int series,
    Duration feed,
    Duration outage,
    Duration redisOutage,
    What what,
    int rounds,
    Duration patience) {

  /** Which parts are disturbed. */
  enum What {
    /** Engine, broker, delivery, Redis and chat, beside each other. */
    EVERYTHING,
    /** Savepoints are taken while the broker is away; nothing else happens. */
    SAVEPOINTS
  }

  /** Four hours of events in five minutes. */
  static KillPlan whole(long seed) {
    return new KillPlan(
        seed,
        240,
        20,
        60,
        Duration.ofMinutes(5),
        Duration.ofSeconds(8),
        Duration.ofMinutes(1),
        What.EVERYTHING,
        2,
        Duration.ofMinutes(5));
  }

  /** One of everything, for a build. */
  static KillPlan brief(long seed) {
    return new KillPlan(
        seed,
        60,
        20,
        60,
        Duration.ofSeconds(45),
        Duration.ofSeconds(3),
        Duration.ofSeconds(10),
        What.EVERYTHING,
        1,
        Duration.ofMinutes(5));
  }

  /** Six upgrades without a broker. */
  static KillPlan savepoints(long seed) {
    return new KillPlan(
        seed,
        120,
        20,
        60,
        Duration.ofSeconds(60),
        Duration.ofSeconds(6),
        Duration.ZERO,
        What.SAVEPOINTS,
        3,
        Duration.ofMinutes(5));
  }
}
