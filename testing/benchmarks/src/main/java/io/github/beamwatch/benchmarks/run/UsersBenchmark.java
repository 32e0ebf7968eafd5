package io.github.beamwatch.benchmarks.run;

import io.github.beamwatch.benchmarks.input.UserData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Transactions to the hundred most unusual users: features, a forest, a sort. */
@Command(
    name = "users",
    description = "Transactions to the hundred most unusual users, against hand-written jobs.",
    mixinStandardHelpOptions = true)
final class UsersBenchmark implements Callable<Integer> {

  private static final int PER_USER = 10;
  private static final String SPARK_JOB = "spark-users";

  @Mixin private Settings settings = new Settings();

  @Option(
      names = "--users",
      description = "Ten transactions each (default: ${DEFAULT-VALUE}).",
      defaultValue = "1000000")
  private int users;

  @Option(
      names = "--features",
      description = "eight of each user, or all nineteen (default: ${DEFAULT-VALUE}).",
      defaultValue = "eight")
  private String features = "eight";

  @Option(names = "--heap", description = "-Xmx of each (default 4g).", defaultValue = "4g")
  private String heap = "4g";

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path output = settings.outputs().resolve("users");
    UserData data = data(output);
    Programs programs = new Programs(settings.home(), output, heap, settings.parallelism());
    List<Contender> contenders =
        settings.chosen(
            List.of(
                programs.userFloor(data.transactions(), features),
                programs.userSpark(data.transactions(), features),
                programs.userTop("direct", data.transactions()),
                programs.userTop("flink", data.transactions()),
                programs.userTop("spark", data.transactions())));
    Rounds rounds = Rounds.of(contenders, settings.runs(), output.resolve("logs"));
    System.out.printf(
        "%nWhole process, %s features, parallelism %d, heap %s, median of %d%n",
        features, settings.parallelism(), heap, settings.runs());
    System.out.printf(
        "%-18s %9s %14s %8s %9s %9s%n",
        "", "seconds", "transactions/s", "cpu s", "peak MB", "planted");
    Set<String> planted = data.planted();
    for (Contender contender : contenders) {
      Measurement median = rounds.median(contender.name());
      List<String> top = TopUsers.read(contender.output());
      System.out.printf(
          Locale.ROOT,
          "%-18s %9.1f %,14.0f %8.1f %9.0f %6.0f of %d%n",
          contender.name(),
          median.seconds(),
          users * (double) PER_USER / median.seconds(),
          median.cpuSeconds(),
          median.peakMegabytes(),
          TopUsers.precision(top, planted) * top.size(),
          top.size());
    }
    printRatios(contenders, rounds);
    return 0;
  }

  private static void printRatios(List<Contender> contenders, Rounds rounds) {
    if (contenders.stream().noneMatch(one -> one.name().equals(SPARK_JOB))) {
      return;
    }
    double reference = rounds.median(SPARK_JOB).seconds();
    for (Contender contender : contenders) {
      System.out.printf(
          Locale.ROOT,
          "%-18s %.2f of the time of %s%n",
          contender.name(),
          rounds.median(contender.name()).seconds() / reference,
          SPARK_JOB);
    }
  }

  /** Generated if it is not there yet, which is measured too. */
  private UserData data(Path output) throws IOException, InterruptedException {
    UserData data = UserData.in(settings.inputs(), users, users * PER_USER);
    if (!Files.exists(data.transactions())) {
      // Under another name until it is whole: a run that was interrupted must not leave half of it.
      Path partial = settings.inputs().resolve("users-partial");
      Programs programs = new Programs(settings.home(), output, heap, settings.parallelism());
      Contender generator = programs.generateUsers(users, partial, data.labels());
      Measurement made = MeasuredProcess.run(generator, output.resolve("logs/generate.log"));
      Files.move(partial, data.transactions(), StandardCopyOption.ATOMIC_MOVE);
      System.out.printf(
          Locale.ROOT,
          "Generated in %.1f s, cpu %.1f s, %.0f MB%n",
          made.seconds(),
          made.cpuSeconds(),
          made.peakMegabytes());
    }
    System.out.printf("%,d transactions in %s%n", users * PER_USER, data.transactions());
    return data;
  }
}
