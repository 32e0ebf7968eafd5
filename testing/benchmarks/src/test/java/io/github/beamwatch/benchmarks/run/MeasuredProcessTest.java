package io.github.beamwatch.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredProcessTest {

  @TempDir Path folder;

  private Contender shell(String script) {
    return new Contender("shell", List.of("sh", "-c", script), folder.resolve("out"));
  }

  @Test
  void runsInAnEmptyFolderAndKeepsTheConsole() throws Exception {
    Path out = folder.resolve("out/sub");
    Files.createDirectories(out);
    Files.writeString(out.resolve("alerts-old.jsonl"), "{}");
    Path log = folder.resolve("logs/1.log");

    Measurement measured = MeasuredProcess.run(shell("ls " + folder + "; echo oops >&2"), log);

    assertThat(Files.readString(log)).isEqualTo("logs\noops\n");
    assertThat(measured.seconds()).isPositive();
  }

  @Test
  void aFailureNamesTheLog() {
    Path log = folder.resolve("1.log");
    assertThatThrownBy(() -> MeasuredProcess.run(shell("exit 3"), log))
        .isInstanceOf(IOException.class)
        .hasMessage("shell ended with exit code 3; see " + log);
  }

  @Test
  void mediansAreTakenNumberByNumber() {
    assertThat(
            Measurement.median(
                List.of(
                    new Measurement(3, 1, 20),
                    new Measurement(1, 2, 30),
                    new Measurement(2, 9, 10))))
        .isEqualTo(new Measurement(2, 2, 20));
    assertThat(Measurement.medianOf(List.of(4.0, 1.0))).isEqualTo(2.5);
  }
}
