package io.github.beamwatch.benchmarks.run;

import io.github.beamwatch.benchmarks.input.AdEventFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A file of events through every engine, ours and by hand. */
@Command(
    name = "batch",
    description = "A file of ad events: ours against hand-written jobs and a one-thread scan.",
    mixinStandardHelpOptions = true)
final class BatchBenchmark implements Callable<Integer> {

  private static final int SERIES = 21;
  private static final int MINUTES = 120;

  @Mixin private Settings settings = new Settings();

  @Option(
      names = "--events",
      description = "About how many events (default: ${DEFAULT-VALUE}).",
      defaultValue = "5000000")
  private long events;

  @Option(names = "--heap", description = "-Xmx of each (default 2g).", defaultValue = "2g")
  private String heap = "2g";

  @Override
  public Integer call() throws IOException, InterruptedException {
    AdEventFile file = AdEventFile.cached(settings.inputs(), events, SERIES, MINUTES);
    System.out.printf("%,d lines in %s%n", file.lines(), file.path());
    Path output = settings.outputs().resolve("batch");
    Programs programs = new Programs(settings.home(), output, heap, settings.parallelism());
    List<Contender> contenders =
        settings.chosen(
            List.of(
                programs.floor(file.path()),
                programs.flink("chained", file.path()),
                programs.flink("rebalanced", file.path()),
                programs.ours("flink", file.path()),
                programs.spark(file.path()),
                programs.ours("spark", file.path()),
                programs.ours("direct", file.path())));
    Rounds rounds = Rounds.of(contenders, settings.runs(), output.resolve("logs"));
    System.out.printf(
        "%nWhole process, parallelism %d, heap %s, median of %d%n",
        settings.parallelism(), heap, settings.runs());
    table(rounds, file.lines());
    ratios(rounds);
    Optional<String> difference = SameAlerts.difference(contenders);
    difference.ifPresent(System.out::println);
    return difference.isPresent() ? 1 : 0;
  }

  private static void table(Rounds rounds, long lines) {
    System.out.printf(
        "%-18s %9s %12s %8s %9s %9s%n", "", "seconds", "events/s", "cpu s", "peak MB", "of floor");
    for (String name : rounds.names()) {
      Measurement median = rounds.median(name);
      System.out.printf(
          Locale.ROOT,
          "%-18s %9.1f %,12.0f %8.1f %9.0f %9s%n",
          name,
          median.seconds(),
          lines / median.seconds(),
          median.cpuSeconds(),
          median.peakMegabytes(),
          rounds.has("floor")
              ? String.format(Locale.ROOT, "%.0f %%", 100 * rounds.speed(name, "floor"))
              : "-");
    }
  }

  private static void ratios(Rounds rounds) {
    List<String> flinkJobs = new ArrayList<>(List.of("flink-chained", "flink-rebalanced"));
    flinkJobs.removeIf(name -> !rounds.has(name));
    // The faster way of reading is the one to beat.
    flinkJobs.sort((a, b) -> Double.compare(rounds.speed(b, a), 1.0));
    if (!flinkJobs.isEmpty()) {
      compare(rounds, "ours-flink", flinkJobs.get(0), "wanted: at least 2.0");
    }
    compare(rounds, "ours-spark", "spark-sql", "wanted: at least 1.5");
    compare(rounds, "ours-direct", "ours-flink", "wanted: more than 0.5");
  }

  private static void compare(Rounds rounds, String name, String other, String wanted) {
    if (!rounds.has(name) || !rounds.has(other)) {
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "%s is %.2f times as fast as %s (%s), with %.2f times the peak memory%n",
        name,
        rounds.speed(name, other),
        other,
        wanted,
        rounds.median(name).peakMegabytes() / rounds.median(other).peakMegabytes());
  }
}
