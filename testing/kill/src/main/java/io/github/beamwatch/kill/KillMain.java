package io.github.beamwatch.kill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  @Option(names = "--home", hidden = true)
  private Path home = Path.of(".");

  /** Exit code 1 when a run is not right. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new KillMain()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
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
}
