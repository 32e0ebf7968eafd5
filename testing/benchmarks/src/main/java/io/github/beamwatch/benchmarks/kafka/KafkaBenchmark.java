package io.github.beamwatch.benchmarks.kafka;

import io.github.beamwatch.benchmarks.input.AdEventFile;
import io.github.beamwatch.benchmarks.run.Programs;
import io.github.beamwatch.benchmarks.run.Settings;
import io.github.beamwatch.core.generate.AdEventGenerator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** From Kafka to Kafka on Flink: throughput and the latency of alerts. */
@Command(
    name = "kafka",
    description = "From topic to topic on Flink: throughput and alert latency, ours and by hand.",
    mixinStandardHelpOptions = true)
public final class KafkaBenchmark implements Callable<Integer> {

  private static final int REPLAY_SERIES = 21;
  private static final int REPLAY_MINUTES = 120;

  // Many small series: the plain rules alert on their noise, so that there is much to measure.
  private static final int LIVE_SERIES = 105;
  private static final int MAX_DISORDER_SECONDS = 20;

  @Mixin private Settings settings = new Settings();

  @Option(
      names = "--events",
      description = "About how many events to replay; 0: latency only (default: ${DEFAULT-VALUE}).",
      defaultValue = "3000000")
  private long events;

  @Option(
      names = "--rate",
      description = "Live events per second of the clock (default: ${DEFAULT-VALUE}).",
      defaultValue = "4000")
  private double rate;

  @Option(
      names = "--speed",
      description = "Seconds of event time in a second of the clock (default: ${DEFAULT-VALUE}).",
      defaultValue = "30")
  private double speed;

  @Option(
      names = "--live-minutes",
      description = "Minutes of event time to measure; 0: replay only (default: 60).",
      defaultValue = "60")
  private int liveMinutes;

  @Option(names = "--heap", description = "-Xmx of each (default 2g).", defaultValue = "2g")
  private String heap = "2g";

  @Override
  public Integer call() throws InterruptedException {
    Path output = settings.outputs().resolve("kafka");
    Programs programs = new Programs(settings.home(), output, heap, settings.parallelism());
    try (Workbench workbench = new Workbench(programs, output.resolve("logs"))) {
      if (events > 0) {
        replay(workbench);
      }
      if (liveMinutes > 0) {
        live(workbench);
      }
    }
    return 0;
  }

  private void replay(Workbench workbench) throws InterruptedException {
    AdEventGenerator generator = AdEventFile.generator(events, REPLAY_SERIES, REPLAY_MINUTES);
    ThroughputTrial trial = new ThroughputTrial(workbench, generator);
    System.out.printf(
        "%,d lines in %d partitions, parallelism %d, heap %s, %d alerts expected%n",
        trial.lines(), Workbench.PARTITIONS, settings.parallelism(), heap, trial.alerts());
    Map<String, List<Double>> rates = new TreeMap<>();
    List<String> jobs = new ArrayList<>(settings.chosenNames(Workbench.JOBS));
    for (int round = 1; round <= settings.runs(); round++) {
      for (String job : jobs) {
        ThroughputTrial.Result result = trial.run(job);
        rates.computeIfAbsent(job, key -> new ArrayList<>()).add(result.eventsPerSecond());
        System.out.printf(
            Locale.ROOT,
            "  round %d  %-18s %7.1f s in all, %,9.0f events/s once running, %5.0f MB peak%n",
            round,
            job,
            result.seconds(),
            result.eventsPerSecond(),
            result.peakMegabytes());
      }
      Collections.reverse(jobs);
    }
    if (jobs.size() < Workbench.JOBS.size()) {
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "Both gave the same alerts. %s is %.2f times as fast as %s (wanted: at least 1.0)%n",
        Workbench.JOBS.get(0),
        median(ratios(rates)),
        Workbench.JOBS.get(1));
  }

  private static List<Double> ratios(Map<String, List<Double>> rates) {
    List<Double> ours = rates.getOrDefault(Workbench.JOBS.get(0), List.of());
    List<Double> theirs = rates.getOrDefault(Workbench.JOBS.get(1), List.of());
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < ours.size(); round++) {
      ratios.add(ours.get(round) / theirs.get(round));
    }
    return ratios.stream().sorted().toList();
  }

  private void live(Workbench workbench) throws InterruptedException {
    AdEventGenerator generator =
        AdEventGenerator.seeded(7)
            .withSeries(LIVE_SERIES)
            .withMinutes(LatencyTrial.WARM_UP_MINUTES + liveMinutes)
            .withEventsPerSecond(rate / speed)
            .withDisorderSeconds(MAX_DISORDER_SECONDS);
    LatencyTrial trial = new LatencyTrial(workbench, generator, speed);
    System.out.printf(
        Locale.ROOT,
        "%nFrom the event that lets a window close to its alert on the topic; %.0f events/s,"
            + " checkpoints each second%n",
        rate);
    for (String job : settings.chosenNames(Workbench.JOBS)) {
      List<Double> latencies = trial.run(job);
      if (latencies.isEmpty()) {
        System.out.printf("  %-18s no alert in time to be measured%n", job);
        continue;
      }
      System.out.printf(
          Locale.ROOT,
          "  %-18s %4d alerts  p50 %.2f s  p90 %.2f s  p99 %.2f s  max %.2f s%n",
          job,
          latencies.size(),
          quantile(latencies, 0.5),
          quantile(latencies, 0.9),
          quantile(latencies, 0.99),
          quantile(latencies, 1));
    }
    System.out.println("  (wanted of ours: p99 under 1 s)");
  }

  private static double median(List<Double> sorted) {
    return quantile(sorted, 0.5);
  }

  private static double quantile(List<Double> sorted, double q) {
    return sorted.get(
        (int) Math.min(sorted.size() - 1L, Math.max(0, Math.ceil(q * sorted.size()) - 1)));
  }
}
