package io.github.beamwatch.portability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Some users, and their ranking by the Direct runner, for a cluster's to be compared with. */
final class RankedUsers {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Path folder;

  private RankedUsers(Path folder) {
    this.folder = folder;
  }

  /** Generates and ranks them, in this folder. */
  static RankedUsers in(Path folder) {
    RankedUsers users = new RankedUsers(folder);
    try (BundleProcess process =
        Bundle.DIRECT.command(
            "generate", folder, List.of("users", "--users=400", "--output=" + folder + "/users"))) {
      assertThat(process.awaitExit(PATIENCE)).as(process.tail()).isZero();
    }
    List<String> arguments = new ArrayList<>(users.arguments(folder.resolve("expected")));
    arguments.remove(0);
    try (BundleProcess process = Bundle.DIRECT.run(folder, Map.of(), arguments)) {
      assertThat(process.awaitExit(PATIENCE)).as(process.tail()).isZero();
    }
    return users;
  }

  /** What is submitted. */
  List<String> arguments(Path output) {
    return List.of(
        "run",
        "user-behaviour",
        "--input=" + folder + "/users/*.csv.gz",
        "--output=" + output,
        "--set",
        "model.name=isolation_forest");
  }

  /** The same model, the same head, everybody in the same order: byte by byte. */
  void requireAt(Path output) throws IOException {
    for (String file :
        List.of("model", "top.jsonl", "ranking-00000-of-00001.jsonl", "report.json")) {
      assertThat(output.resolve(file))
          .hasBinaryContent(Files.readAllBytes(folder.resolve("expected").resolve(file)));
    }
  }
}
