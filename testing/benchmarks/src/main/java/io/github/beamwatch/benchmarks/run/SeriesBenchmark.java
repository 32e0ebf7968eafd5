package io.github.beamwatch.benchmarks.run;

import io.github.beamwatch.benchmarks.input.AdEventFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What an event costs when there are a million series, against a thousand: with the results that
 * the template asks for (alerts and dead letters), and with every metric point and verdict written.
 *
 * <p>The number of events is the same, the work is not: of ten million events in five minutes, a
 * thousand series make 5,000 windows, and a million make 4.3 million of some two events each. Every
 * window is a metric point and a verdict by each of four rules: 21 million lines, three times the
 * bytes that were read. The plain rules also find an alert in every eighth such window.
 */
@Command(
    name = "series",
    description = "A million series against a thousand, on Flink: the cost per event.",
    mixinStandardHelpOptions = true)
final class SeriesBenchmark implements Callable<Integer> {

  @Mixin private Settings settings = new Settings();

  @Option(
      names = "--events",
      description = "About how many events in each file (default: ${DEFAULT-VALUE}).",
      defaultValue = "10000000")
  private long events;

  @Option(
      names = "--minutes",
      description = "Over how many windows they spread (default: ${DEFAULT-VALUE}).",
      defaultValue = "5")
  private int minutes;

  @Option(names = "--few", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "1000")
  private int few;

  @Option(names = "--many", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "1000000")
  private int many;

  @Option(names = "--heap", description = "-Xmx of each (default 4g).", defaultValue = "4g")
  private String heap = "4g";

  @Override
  public Integer call() throws IOException, InterruptedException {
    AdEventFile fewFile = AdEventFile.cached(settings.inputs(), events, few, minutes);
    AdEventFile manyFile = AdEventFile.cached(settings.inputs(), events, many, minutes);
    Path output = settings.outputs().resolve("series");
    Programs fewPrograms = programs(output.resolve("few"));
    Programs manyPrograms = programs(output.resolve("many"));
    Contender fewAlerts = named(fewPrograms.oursAlertsOnly("flink", fewFile.path()), few, "alerts");
    Contender manyAlerts =
        named(manyPrograms.oursAlertsOnly("flink", manyFile.path()), many, "alerts");
    Contender fewAll = named(fewPrograms.ours("flink", fewFile.path()), few, "all");
    Contender manyAll = named(manyPrograms.ours("flink", manyFile.path()), many, "all");
    List<Contender> contenders = List.of(fewAlerts, manyAlerts, fewAll, manyAll);
    Rounds rounds = Rounds.of(contenders, settings.runs(), output.resolve("logs"));
    System.out.printf(
        "%nWhole process on Flink, parallelism %d, heap %s, median of %d%n",
        settings.parallelism(), heap, settings.runs());
    compare(rounds, "alerts and dead letters", fewAlerts, fewFile, manyAlerts, manyFile);
    compare(rounds, "every point and verdict written", fewAll, fewFile, manyAll, manyFile);
    Contender floor = manyPrograms.floor(manyFile.path());
    MeasuredProcess.run(floor, output.resolve("logs/floor.log"));
    Optional<String> difference = SameAlerts.difference(List.of(floor, manyAlerts, manyAll));
    difference.ifPresent(System.out::println);
    return difference.isPresent() ? 1 : 0;
  }

  private Programs programs(Path output) {
    return new Programs(settings.home(), output, heap, settings.parallelism());
  }

  private static Contender named(Contender contender, int series, String results) {
    return new Contender(
        String.format(Locale.ROOT, "%d-series-%s", series, results),
        contender.command(),
        contender.output());
  }

  private void compare(
      Rounds rounds,
      String results,
      Contender withFew,
      AdEventFile fewFile,
      Contender withMany,
      AdEventFile manyFile) {
    double fewCost = report(rounds, withFew.name(), fewFile);
    double manyCost = report(rounds, withMany.name(), manyFile);
    System.out.printf(
        Locale.ROOT,
        "%s: an event costs %.2f times as much with %,d series as with %,d (wanted: at most 2.0)%n",
        results,
        manyCost / fewCost,
        many,
        few);
  }

  /** Prints a line; returns microseconds per event. */
  private static double report(Rounds rounds, String name, AdEventFile file) {
    Measurement median = rounds.median(name);
    double cost = median.seconds() * 1e6 / file.lines();
    System.out.printf(
        Locale.ROOT,
        "%-24s %,12d lines %8.1f s %6.2f µs/event %8.1f cpu s %7.0f MB peak%n",
        name,
        file.lines(),
        median.seconds(),
        cost,
        median.cpuSeconds(),
        median.peakMegabytes());
    return cost;
  }
}
