package io.github.beamwatch.benchmarks.kafka;

import io.github.beamwatch.benchmarks.kafka.AlertTopic.Arrival;
import io.github.beamwatch.core.generate.AdEventGenerator;
import io.github.beamwatch.core.generate.AdLine;
import io.github.beamwatch.fixtures.process.ChildProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A live topic: how long after its window could close is an alert on its topic? Event time runs
 * faster than the clock, so that a minute of measuring sees many windows close.
 */
final class LatencyTrial {

  /** What is sent at once, for the job to start and to learn what is usual. */
  static final int WARM_UP_MINUTES = 8;

  private static final long SETTLING_NANOS = Duration.ofSeconds(10).toNanos();
  private static final Duration START_PATIENCE = Duration.ofMinutes(5);
  private static final Duration LAST_ALERTS = Duration.ofSeconds(10);

  private final Workbench workbench;
  private final AdEventGenerator generator;
  private final double speed;

  /**
   * Prepares trials.
   *
   * @param speed how many seconds of event time pass in a second
   */
  LatencyTrial(Workbench workbench, AdEventGenerator generator, double speed) {
    this.workbench = workbench;
    this.generator = generator;
    this.speed = speed;
  }

  /** Runs a job; the latencies of its alerts in seconds, ascending. */
  List<Double> run(String job) throws InterruptedException {
    String alerts = workbench.alertTopic(job);
    String events = workbench.eventTopic("events-for-" + alerts);
    ClosingTimes closingTimes =
        new ClosingTimes(Workbench.PARTITIONS, generator.disorderSeconds() * 1_000L);
    try (EventTopic topic =
            new EventTopic(
                workbench.servers(),
                events,
                Workbench.PARTITIONS,
                Map.of("linger.ms", 0, "acks", "all"),
                closingTimes);
        AlertTopic answers = new AlertTopic(workbench.servers(), alerts);
        ChildProcess process = workbench.start(job, events, alerts)) {
      long live = send(topic, answers, process);
      LockSupport.parkNanos(LAST_ALERTS.toNanos());
      return latencies(answers.arrivals(), closingTimes, live + SETTLING_NANOS);
    }
  }

  /** Sends everything; returns when the live part began. */
  private long send(EventTopic topic, AlertTopic answers, ChildProcess process) {
    Iterator<AdLine> lines = generator.iterator();
    long warmUpEnd = generator.start().plus(Duration.ofMinutes(WARM_UP_MINUTES)).toEpochMilli();
    AdLine line = lines.next();
    while (line.emittedAtMillis() < warmUpEnd) {
      topic.send(line);
      line = lines.next();
    }
    topic.flush();
    awaitFirstAlert(answers, process);
    long live = System.nanoTime();
    while (true) {
      long millis = line.emittedAtMillis() - warmUpEnd;
      EventTopic.await(live + (long) (millis * 1e6 / speed));
      topic.send(line);
      if (!lines.hasNext()) {
        topic.flush();
        return live;
      }
      line = lines.next();
    }
  }

  private static void awaitFirstAlert(AlertTopic answers, ChildProcess process) {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (answers.arrivals().isEmpty()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException(process + " sent no alert at all; see its log");
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static List<Double> latencies(
      List<Arrival> arrivals, ClosingTimes closingTimes, long sinceNanos) {
    List<Double> latencies = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      OptionalLong closed = closingTimes.nanos(arrival.alert().time());
      if (closed.isPresent() && closed.getAsLong() >= sinceNanos) {
        latencies.add((arrival.nanos() - closed.getAsLong()) / 1e9);
      }
    }
    return latencies.stream().sorted().toList();
  }
}
