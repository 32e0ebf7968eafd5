package io.github.beamwatch.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.fixtures.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From where {@code submit.sh} lets a job go on. */
class SubmitScriptTest {

  private static final Path SCRIPT =
      new Programs(Path.of(System.getProperty("beamwatch.home", "../.."))).submitScript();

  @TempDir Path folder;

  private Path checkpoints;

  @BeforeEach
  void aClientThatSaysWhatItWasTold() throws IOException {
    checkpoints = Files.createDirectories(folder.resolve("checkpoints"));
    Path client = folder.resolve("flink/bin/flink");
    Files.createDirectories(client.getParent());
    Files.writeString(client, "#!/bin/sh\necho \"$@\"\n");
    Files.setPosixFilePermissions(client, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(folder.resolve("bundle.jar"), "");
  }

  @Test
  void resumeTakesTheNewestCompleteCheckpointOfAnyJob() throws IOException {
    checkpoint("job-a/chk-900", 1, true);
    checkpoint("job-b/chk-7", 3, true);
    checkpoint("job-b/chk-6", 2, true);
    checkpoint("job-b/chk-8", 4, false);

    assertThat(submit("-d", "--resume=" + checkpoints, "run", "my.yaml"))
        .contains("run -d -s " + checkpoints.resolve("job-b/chk-7") + " ")
        .contains("run my.yaml --attachedMode=false");
  }

  @Test
  void resumeTakesTheFolderOfOneJobAndAnAddress() throws IOException {
    checkpoint("job-a/chk-900", 1, true);
    checkpoint("job-b/chk-7", 3, true);

    assertThat(submit("--resume=file://" + checkpoints.resolve("job-a"), "run", "my.yaml"))
        .contains("-s " + checkpoints.resolve("job-a/chk-900") + " ");
  }

  @Test
  void resumeWithoutACheckpointIsASentence() throws IOException {
    checkpoint("job-b/chk-8", 4, false);

    assertThat(submit("--resume=" + checkpoints, "run", "my.yaml"))
        .startsWith("there is no complete checkpoint below " + checkpoints)
        .doesNotContain("my.yaml");
  }

  @Test
  void aVersionWithFewerStepsIsSaidToBeOne() throws IOException {
    assertThat(submit("-d", "-s", "/savepoints/7", "-n", "run", "my.yaml"))
        .contains("run -d -s /savepoints/7 -n ");
    assertThat(submit("-n", "run", "my.yaml"))
        .startsWith("-n is about a checkpoint or savepoint")
        .doesNotContain("my.yaml");
  }

  private void checkpoint(String name, int minute, boolean complete) throws IOException {
    Path chosen = Files.createDirectories(checkpoints.resolve(name));
    if (complete) {
      Path metadata = Files.writeString(chosen.resolve("_metadata"), "");
      Files.setLastModifiedTime(
          metadata, FileTime.from(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(60L * minute)));
    }
  }

  private String submit(String... arguments) {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(List.of(arguments));
    Map<String, String> environment =
        Map.of(
            "FLINK_HOME", folder.resolve("flink").toString(),
            "BEAMWATCH_BUNDLE", folder.resolve("bundle.jar").toString());
    try (ChildProcess process =
        ChildProcess.start("submit", command, environment, folder.resolve("submit.log"))) {
      process.exitCode(Duration.ofMinutes(1));
      return process.console();
    }
  }
}
