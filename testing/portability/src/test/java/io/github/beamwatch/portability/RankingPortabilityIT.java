package io.github.beamwatch.portability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same transactions, labels and attributes of users on every runner, by one worker and by four:
 * the model's file, the top, everybody in order and the report are equal byte by byte.
 */
class RankingPortabilityIT {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int BUSY_EVENTS = 40_000;

  @TempDir private static Path folder;
  private static Path users;

  @BeforeAll
  static void generate() throws IOException {
    users = folder.resolve("users");
    try (BundleProcess process =
        Bundle.DIRECT.command(
            "generate", folder, List.of("users", "--users=3000", "--output=" + users))) {
      assertThat(process.awaitExit(PATIENCE)).as(process.tail()).isZero();
    }
    busy(users.resolve("busy-0.csv.gz"), 0);
    busy(users.resolve("busy-1.csv.gz"), 1);
  }

  /** More than half of all events are of one user: they are added up before the shuffle. */
  private static void busy(Path file, long seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder rows =
        new StringBuilder(
            "transaction_id,timestamp,user_id,amount,transaction_type,merchant_id,ip,country\n");
    for (int i = 0; i < BUSY_EVENTS / 2; i++) {
      rows.append("busy-%d-%d,".formatted(seed, i))
          .append(Instant.parse("2025-01-01T00:00:00Z").plusSeconds(random.nextInt(30_000_000)))
          .append(",busy,%d.%02d,online,".formatted(random.nextInt(500), random.nextInt(100)))
          .append("m%06d,10.0.0.%d,PL\n".formatted(random.nextInt(1_000), random.nextInt(200)));
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(rows.toString().getBytes(UTF_8));
    }
  }

  @Test
  void everyFileIsEqualOnEveryRunnerWithAnyParallelism() throws IOException {
    Map<String, byte[]> one = ranked(Bundle.DIRECT, 1);
    assertThat(one.keySet())
        .contains("model", "top.jsonl", "ranking-00000-of-00001.jsonl", "report.json");
    assertThat(new String(one.get("ranking-00000-of-00001.jsonl")).lines()).hasSize(3001);
    assertThat(new String(one.get("top.jsonl"), UTF_8).lines())
        .filteredOn(line -> line.contains("\"entity\":\"busy\""))
        .singleElement(STRING)
        .contains("\"count\":" + BUSY_EVENTS);
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
