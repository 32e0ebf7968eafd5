package io.github.beamwatch.portability;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.generate.SensorReadings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same tables scored on every runner: the files are equal byte by byte. */
class ScorePortabilityIT {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int FILES = 6;

  @TempDir private static Path folder;
  private static Path input;

  @BeforeAll
  static void writeInput() throws IOException {
    input = Files.createDirectories(folder.resolve("input/deep")).getParent();
    for (int i = 0; i < FILES; i++) {
      List<String> lines = new ArrayList<>(List.of(SensorReadings.header()));
      int rows = 3_000 + 1_000 * i;
      new SensorReadings(i, SensorReadings.DEFAULT_START, rows).forEach(lines::add);
      // What cannot be judged must be equal too.
      lines.set(1_000, "no row");
      lines.set(1_100, lines.get(1_099));
      lines.set(1_200, lines.get(1_200).replaceFirst(",[^,]*,", ",,"));
      Files.write(input.resolve(i % 2 == 0 ? "s" + i + ".csv" : "deep/s" + i + ".csv"), lines);
    }
  }

  @Test
  void oneColumnAsASeries() throws IOException {
    areEqual("one", "--detector=auto", "--timestamp=timestamp", "--value=temperature");
  }

  @Test
  void columnsTogetherAsASeries() throws IOException {
    areEqual(
        "several",
        "--detector=auto",
        "--timestamp=timestamp",
        "--features=temperature,pressure",
        "--train-rows=400");
  }

  @Test
  void rowsWithoutTime() throws IOException {
    areEqual("rows", "--detector=isolation_forest", "--features=temperature,pressure", "--seed=7");
  }

  private static void areEqual(String name, String... options) throws IOException {
    Map<String, List<String>> direct = scores(Bundle.DIRECT, name, options);
    assertThat(direct).hasSize(FILES);
    assertThat(direct.get("s0.csv")).hasSize(3_001).anyMatch(row -> row.contains(",ERROR,"));
    assertThat(direct.values().stream().flatMap(List::stream))
        .anyMatch(row -> row.contains(",ANOMALY,"));
    for (Bundle bundle : List.of(Bundle.FLINK, Bundle.SPARK)) {
      Map<String, List<String>> other = scores(bundle, name, options);
      assertThat(other.keySet()).as(bundle.name()).isEqualTo(direct.keySet());
      direct.forEach(
          (file, rows) -> assertThat(other.get(file)).as(bundle + " " + file).isEqualTo(rows));
    }
  }

  /** The rows of every file that a run writes, by its relative path. */
  private static Map<String, List<String>> scores(Bundle bundle, String name, String... options)
      throws IOException {
    Path home = folder.resolve(bundle + "-" + name);
    Path output = home.resolve("output");
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add("--input=" + input);
    arguments.add("--output=" + output);
    arguments.add("--parallelism=2");
    try (BundleProcess process = bundle.start("score", home, Map.of(), arguments)) {
      assertThat(process.awaitExit(PATIENCE)).as(process.tail()).isZero();
    }
    Map<String, List<String>> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(output)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(output.relativize(path).toString(), Files.readAllLines(path));
      }
    }
    return files;
  }
}
