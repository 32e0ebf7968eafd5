package io.github.beamwatch.benchmarks.run;

import io.github.beamwatch.benchmarks.deliver.DeliverBenchmark;
import io.github.beamwatch.benchmarks.kafka.KafkaBenchmark;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry of the harness; {@code run.sh} builds everything and starts it. */
@Command(
    name = "run.sh",
    description = "Measures Beamwatch side by side with stated references.",
    mixinStandardHelpOptions = true,
    subcommands = {
      BatchBenchmark.class,
      SeriesBenchmark.class,
      KafkaBenchmark.class,
      ScoreBenchmark.class,
      UsersBenchmark.class,
      DeliverBenchmark.class
    })
public final class Benchmarks {

  private Benchmarks() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Benchmarks()).execute(args));
  }
}
