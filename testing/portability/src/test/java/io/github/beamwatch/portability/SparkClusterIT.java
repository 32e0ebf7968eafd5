package io.github.beamwatch.portability;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.generate.AdEventGenerator;
import io.github.beamwatch.fixtures.AlertFiles;
import io.github.beamwatch.fixtures.GeneratedInput;
import io.github.beamwatch.fixtures.PlainAlert;
import io.github.beamwatch.fixtures.process.ChildProcess;
import io.github.beamwatch.fixtures.spark.SparkStandalone;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundle on a real Spark cluster, submitted as a user would. */
class SparkClusterIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static SparkStandalone cluster;

  @TempDir Path folder;

  @BeforeAll
  static void startCluster() throws IOException {
    cluster = SparkStandalone.start(Bundle.SPARK.engine(), Bundle.SPARK.clusterFolder());
  }

  @AfterAll
  static void stopCluster() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void aSubmittedBundleGivesTheAlertsOfTheOracle() throws IOException {
    GeneratedInput input =
        GeneratedInput.write(
            AdEventGenerator.seeded(21)
                .withMinutes(40)
                .withDisorderSeconds(20)
                .withBadLinesPerThousand(1),
            folder.resolve("input.jsonl"));
    Path output = folder.resolve("output");

    try (ChildProcess job = submit(input.file(), output)) {
      assertThat(job.exitCode(PATIENCE)).as(job.console()).isZero();
    }

    List<String> alerts = AlertFiles.read(output).stream().map(PlainAlert::line).toList();
    assertThat(alerts).isEqualTo(input.expectedAlerts()).isNotEmpty();
  }

  @Test
  void aSubmittedRankingIsThatOfTheDirectRunner() throws IOException {
    RankedUsers users = RankedUsers.in(folder);
    Path output = folder.resolve("output");
    try (ChildProcess job =
        cluster.submit(
            Bundle.SPARK.jar(),
            Bundle.MAIN_CLASS,
            Bundle.SPARK.jvmFlags(),
            users.arguments(output))) {
      assertThat(job.exitCode(PATIENCE)).as(job.console()).isZero();
    }
    users.requireAt(output);
  }

  private static ChildProcess submit(Path input, Path output) throws IOException {
    List<String> arguments =
        List.of("run", "ad-metrics-plain", "--input=" + input, "--output=" + output);
    return cluster.submit(
        Bundle.SPARK.jar(), Bundle.MAIN_CLASS, Bundle.SPARK.jvmFlags(), arguments);
  }
}
