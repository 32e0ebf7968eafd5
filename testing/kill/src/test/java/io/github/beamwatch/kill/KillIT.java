package io.github.beamwatch.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The kill test with one of everything; {@code testing/kill/run.sh} does more. */
class KillIT {

  private static final Path HOME = Path.of(System.getProperty("beamwatch.home", "../.."));

  @Test
  void everyAlertIsDeliveredOnceWhateverIsKilled() throws Exception {
    Path folder = HOME.resolve("testing/kill/target/brief-" + System.currentTimeMillis());

    KillReport report =
        new KillRun(new Programs(HOME), KillPlan.brief(7), folder, System.out).run();

    System.out.println(report);
    assertThat(report.isRight()).as(report.toString()).isTrue();
    assertThat(report.delivered().expected()).isGreaterThan(500);
  }
}
