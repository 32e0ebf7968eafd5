package io.github.beamwatch.benchmarks.kafka;

import io.github.beamwatch.benchmarks.kafka.AlertTopic.Arrival;
import io.github.beamwatch.benchmarks.run.PeakMemory;
import io.github.beamwatch.core.generate.AdEventGenerator;
import io.github.beamwatch.core.generate.AdLine;
import io.github.beamwatch.fixtures.PlainAlert;
import io.github.beamwatch.fixtures.PlainRules;
import io.github.beamwatch.fixtures.PlainWindow;
import io.github.beamwatch.fixtures.SamePlainAlerts;
import io.github.beamwatch.fixtures.process.ChildProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A topic full of events: how fast does a job get through it? */
final class ThroughputTrial {

  private static final Duration PATIENCE = Duration.ofMinutes(20);

  /**
   * What came of it.
   *
   * @param seconds from the start of the process to the last alert
   * @param eventsPerSecond between the first alert and the last, so without the start
   * @param peakMegabytes resident memory
   */
  record Result(double seconds, double eventsPerSecond, double peakMegabytes) {}

  private final Workbench workbench;
  private final String events;
  private final List<PlainAlert> expected;
  private final TreeMap<Instant, Long> eventsByWindowEnd = new TreeMap<>();
  private final long lines;

  /** Fills a topic. */
  ThroughputTrial(Workbench workbench, AdEventGenerator generator) {
    this.workbench = workbench;
    events = workbench.eventTopic("events-to-replay");
    long sent = 0;
    try (EventTopic topic =
        new EventTopic(
            workbench.servers(),
            events,
            Workbench.PARTITIONS,
            Map.of("linger.ms", 20, "batch.size", 262_144, "compression.type", "none"),
            new ClosingTimes(Workbench.PARTITIONS, generator.disorderSeconds() * 1_000L))) {
      for (AdLine line : generator) {
        topic.send(line);
        sent++;
      }
      topic.flush();
    }
    lines = sent;
    PlainRules.Outcome outcome = PlainRules.apply(() -> bytes(generator.iterator()));
    // The last windows stay open: nothing comes behind them that would close them.
    Instant end = generator.start().plus(Duration.ofMinutes(generator.minutes()));
    Instant closed = end.minusSeconds(60);
    expected = outcome.alerts().stream().filter(alert -> !alert.time().isAfter(closed)).toList();
    for (PlainWindow window : outcome.windows()) {
      eventsByWindowEnd.merge(window.end(), window.impressions() + window.clicks(), Long::sum);
    }
  }

  private static Iterator<byte[]> bytes(Iterator<AdLine> lines) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return lines.hasNext();
      }

      @Override
      public byte[] next() {
        return lines.next().bytes();
      }
    };
  }

  long lines() {
    return lines;
  }

  int alerts() {
    return expected.size();
  }

  /** Runs a job until every alert is there. */
  Result run(String job) throws InterruptedException {
    String alerts = workbench.alertTopic(job);
    Set<String> identities =
        expected.stream().map(PlainAlert::identity).collect(Collectors.toUnmodifiableSet());
    long start = System.nanoTime();
    try (ChildProcess process = workbench.start(job, events, alerts);
        AlertTopic topic = new AlertTopic(workbench.servers(), alerts)) {
      topic.await(identities, process, PATIENCE);
      double peak = PeakMemory.megabytes(process.pid());
      List<Arrival> arrivals = topic.arrivals();
      requireSame(job, arrivals);
      Arrival first = arrivals.stream().min(Comparator.comparingLong(Arrival::nanos)).orElseThrow();
      Arrival last = arrivals.stream().max(Comparator.comparingLong(Arrival::nanos)).orElseThrow();
      long between =
          eventsByWindowEnd
              .subMap(first.alert().time(), false, last.alert().time(), true)
              .values()
              .stream()
              .mapToLong(Long::longValue)
              .sum();
      return new Result(
          (last.nanos() - start) / 1e9, between / ((last.nanos() - first.nanos()) / 1e9), peak);
    }
  }

  private void requireSame(String job, List<Arrival> arrivals) {
    List<PlainAlert> found = arrivals.stream().map(Arrival::alert).toList();
    SamePlainAlerts.difference(expected, found)
        .ifPresent(
            difference -> {
              throw new IllegalStateException(job + " gave other alerts: " + difference);
            });
  }
}
