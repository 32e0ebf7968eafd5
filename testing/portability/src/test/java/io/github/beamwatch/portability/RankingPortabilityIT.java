package io.github.beamwatch.portability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same transactions, labels and attributes of users on every runner, by one worker and by four:
 * the model's file, the top, everybody in order and the report are equal byte by byte.
 */
class RankingPortabilityIT {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir private static Path folder;
  private static Path users;

  @BeforeAll
  static void generate() {
    users = folder.resolve("users");
    try (BundleProcess process =
        Bundle.DIRECT.command(
            "generate", folder, List.of("users", "--users=3000", "--output=" + users))) {
      assertThat(process.awaitExit(PATIENCE)).as(process.tail()).isZero();
    }
  }

  @Test
  void everyFileIsEqualOnEveryRunnerWithAnyParallelism() throws IOException {
    Map<String, byte[]> one = ranked(Bundle.DIRECT, 1);
    assertThat(one.keySet())
        .contains("model", "top.jsonl", "ranking-00000-of-00001.jsonl", "report.json");
    assertThat(new String(one.get("ranking-00000-of-00001.jsonl")).lines()).hasSize(3000);
    assertThat(new String(one.get("report.json")))
        .contains("\"auroc\"", "\"behaviour_type\"", "tight-aggressive");
    for (Bundle bundle : Bundle.values()) {
      for (int parallelism : List.of(1, 4)) {
        if (bundle != Bundle.DIRECT || parallelism != 1) {
          Map<String, byte[]> other = ranked(bundle, parallelism);
          assertThat(other.keySet()).as(bundle.name()).isEqualTo(one.keySet());
          one.forEach(
              (file, bytes) ->
                  assertThat(other.get(file))
                      .as("%s, parallelism %d, %s", bundle, parallelism, file)
                      .isEqualTo(bytes));
        }
      }
    }
  }

  @Test
  void aTrainedModelAndWhatItIsWorthAreEqualOnEveryRunner() throws IOException {
    byte[] one = trained(Bundle.DIRECT, 1);
    for (Bundle bundle : Bundle.values()) {
      assertThat(trained(bundle, 4)).as(bundle.name()).isEqualTo(one);
    }
  }

  private static byte[] trained(Bundle bundle, int parallelism) throws IOException {
    Path home = folder.resolve("train-" + bundle + "-" + parallelism);
    Path model = home.resolve("users.model");
    List<String> arguments =
        List.of(
            "user-behaviour",
            "--input=" + users + "/*.csv.gz",
            "--model=" + model,
            "--set=labels.label=pattern",
            "--labels=" + folder.resolve("users-labels").resolve("users.csv.gz"),
            "--parallelism=" + parallelism);
    try (BundleProcess process = bundle.start("train", home, Map.of(), arguments)) {
      assertThat(process.awaitExit(PATIENCE)).as(process.tail()).isZero();
    }
    assertThat(home.resolve("users.model.contest.txt")).content().contains("held-back rows");
    return Files.readAllBytes(model);
  }

  private static Map<String, byte[]> ranked(Bundle bundle, int parallelism) throws IOException {
    Path home = folder.resolve(bundle + "-" + parallelism);
    Path output = home.resolve("output");
    Path known = folder.resolve("users-labels").resolve("users.csv.gz");
    List<String> arguments =
        List.of(
            "user-behaviour",
            "--input=" + users + "/*.csv.gz",
            "--output=" + output,
            "--set=labels={paths: ['%s'], label: pattern}".formatted(known),
            "--set=insights.attributes={paths: ['%s'], columns: [behaviour_type]}".formatted(known),
            "--parallelism=" + parallelism);
    try (BundleProcess process = bundle.run(home, Map.of(), arguments)) {
      assertThat(process.awaitExit(PATIENCE)).as(process.tail()).isZero();
    }
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(output)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(path.getFileName().toString(), Files.readAllBytes(path));
      }
    }
    return files;
  }
}
