package io.github.beamwatch.benchmarks.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.beamwatch.core.generate.user.UserGenerator;
import io.github.beamwatch.fixtures.GeneratedUsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkUserJobTest {

  @TempDir Path folder;

  @Test
  void findsPlantedUsersByFeaturesOfThem() throws IOException {
    GeneratedUsers users =
        GeneratedUsers.write(
            UserGenerator.seeded(3).withSize(20_000, 200_000).withFraudShare(0.05),
            3,
            folder.resolve("users"));
    Path output = folder.resolve("output");

    SparkUserJob.run(users.folder().toString(), output.toString(), 2, true);

    List<Map<String, String>> top = read(output);
    assertThat(top).hasSize(100);
    assertThat(top.stream().filter(row -> users.planted().contains(row.get("user_id"))).count())
        .isGreaterThanOrEqualTo(90);
    for (Map<String, String> row : top) {
      assertThat(number(row, "sum") / number(row, "count"))
          .isCloseTo(number(row, "mean"), within(1e-6));
      assertThat(number(row, "p90")).isBetween(number(row, "p50"), number(row, "max"));
      assertThat(number(row, "min_gap")).isLessThanOrEqualTo(number(row, "mean_gap"));
      double types =
          Stream.of("purchase", "online", "withdrawal", "transfer", "deposit")
              .mapToDouble(type -> number(row, type))
              .sum();
      assertThat(types).isCloseTo(1, within(1e-9));
    }
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.get(column));
  }

  private static List<Map<String, String>> read(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Path file = files.filter(path -> path.toString().endsWith(".csv")).findFirst().orElseThrow();
      List<String> lines = Files.readAllLines(file);
      String[] names = lines.get(0).split(",");
      return lines.stream()
          .skip(1)
          .map(
              line -> {
                String[] values = line.split(",");
                Map<String, String> row = new HashMap<>();
                for (int i = 0; i < names.length; i++) {
                  row.put(names[i], values[i]);
                }
                return row;
              })
          .toList();
    }
  }
}
