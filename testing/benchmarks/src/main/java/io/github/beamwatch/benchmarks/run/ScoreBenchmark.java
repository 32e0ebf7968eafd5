package io.github.beamwatch.benchmarks.run;

import io.github.beamwatch.core.generate.SensorReadings;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A file of readings through {@code score}: points a second, whole process and without start. */
@Command(
    name = "score",
    description = "A CSV file through detectors on Direct: points a second.",
    mixinStandardHelpOptions = true)
final class ScoreBenchmark implements Callable<Integer> {

  private static final int FEW = 100;

  @Mixin private Settings settings = new Settings();

  @Option(
      names = "--points",
      description = "How many rows (default: ${DEFAULT-VALUE}).",
      defaultValue = "300000")
  private int points;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path many = readings(points);
    Path few = readings(FEW);
    Path output = settings.outputs().resolve("score");
    Programs programs = new Programs(settings.home(), output, "2g", settings.parallelism());
    Programs starts =
        new Programs(settings.home(), output.resolve("start"), "2g", settings.parallelism());
    List<Contender> contenders = settings.chosen(contenders(programs, many));
    Rounds rounds = Rounds.of(contenders, settings.runs(), output.resolve("logs"));
    // What a run takes that has hardly anything to score.
    Contender start = starts.score("auto", "--value=temperature", few);
    Rounds idle = Rounds.of(List.of(start), settings.runs(), output.resolve("logs/start"));
    double startSeconds = idle.median(start.name()).seconds();
    System.out.printf(
        Locale.ROOT,
        "%n%,d points on Direct, parallelism %d, median of %d; start and end alone %.1f s%n",
        points,
        settings.parallelism(),
        settings.runs(),
        startSeconds);
    System.out.printf(
        "%-18s %9s %12s %14s %9s%n", "", "seconds", "points/s", "net points/s", "peak MB");
    for (String name : rounds.names()) {
      Measurement median = rounds.median(name);
      System.out.printf(
          Locale.ROOT,
          "%-18s %9.1f %,12.0f %,14.0f %9.0f%n",
          name,
          median.seconds(),
          points / median.seconds(),
          points / Math.max(0.001, median.seconds() - startSeconds),
          median.peakMegabytes());
    }
    return 0;
  }

  private static List<Contender> contenders(Programs programs, Path file) {
    return List.of(
        programs.score("auto", "--value=temperature", file),
        programs.score("auto", "--features=temperature,pressure", file),
        programs.score("ewma_z", "--value=temperature", file));
  }

  private Path readings(int rows) throws IOException {
    Path file = settings.inputs().resolve("sensors-" + rows + ".csv");
    if (!Files.exists(file)) {
      Files.createDirectories(settings.inputs());
      try (BufferedWriter out = Files.newBufferedWriter(file)) {
        out.write(SensorReadings.header() + "\n");
        for (String row : new SensorReadings(1, SensorReadings.DEFAULT_START, rows)) {
          out.write(row + "\n");
        }
      }
    }
    return file;
  }
}
