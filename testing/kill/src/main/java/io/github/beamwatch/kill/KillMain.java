package io.github.beamwatch.kill;

import io.github.beamwatch.fixtures.flink.FlinkStandalone;
import io.github.beamwatch.fixtures.kafka.KafkaBrokerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The kill test by hand; see {@code testing/kill/run.sh}. */
@Command(name = "run.sh", sortOptions = false, mixinStandardHelpOptions = true)
final class KillMain implements Callable<Integer> {

  @Option(names = "--seeds", split = ",", description = "A run for each. Default ${DEFAULT-VALUE}.")
  private List<Long> seeds = List.of(1L, 2L, 3L);

  @Option(names = "--brief", description = "One of everything, in about two minutes.")
  private boolean brief;

  @Option(
      names = "--savepoints",
      description = "Instead: six upgrades, the broker being away whenever a savepoint is taken.")
  private boolean savepoints;

  @Option(
      names = "--exactly-once",
      paramLabel = "KILLS",
      description = "Instead: a sink in Kafka transactions, its TaskManager killed so often.")
  private int exactlyOnce;

  @Option(names = "--home", hidden = true)
  private Path home = Path.of(".");

  /** Exit code 1 when a run is not right. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new KillMain()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (exactlyOnce > 0) {
      return exactlyOnce();
    }
    List<KillReport> reports = new ArrayList<>();
    for (long seed : seeds) {
      KillPlan plan =
          savepoints
              ? KillPlan.savepoints(seed)
              : brief ? KillPlan.brief(seed) : KillPlan.whole(seed);
      Path folder =
          home.resolve("testing/kill/target/run-" + seed + "-" + System.currentTimeMillis());
      KillReport report = new KillRun(new Programs(home), plan, folder, System.out).run();
      System.out.println("\n" + report);
      reports.add(report);
    }
    return reports.stream().allMatch(KillReport::isRight) ? 0 : 1;
  }

  private int exactlyOnce() throws IOException, InterruptedException {
    Programs programs = new Programs(home);
    Path folder =
        home.resolve("testing/kill/target/once-" + System.currentTimeMillis())
            .toAbsolutePath()
            .normalize();
    Map<String, String> settings =
        ShippedSettings.read(programs.flinkSettings(), FlinkJob.checkpoints(folder));
    try (KafkaBrokerProcess broker = KafkaBrokerProcess.start();
        FlinkStandalone cluster =
            FlinkStandalone.start(programs.flinkJars(), folder.resolve("flink"), settings)) {
      FlinkJob job = ExactlyOnceRun.job(programs, cluster, folder, broker);
      Ledger windows =
          new ExactlyOnceRun(broker, cluster, job, new Diary(System.out)).kill(exactlyOnce);
      System.out.println("windows, read committed: " + windows);
      return windows.isWhole() && windows.repeats() == 0 ? 0 : 1;
    }
  }
}
