package io.github.beamwatch.benchmarks.input;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * What {@code generate users} wrote.
 *
 * @param transactions the folder of the files
 * @param labels the folder of the labels
 */
public record UserData(Path transactions, Path labels) {

  private static final int PATTERN = 2;

  /** Where so many are kept in a folder. */
  public static UserData in(Path folder, int users, int transactions) {
    String name = "users-" + users + "-transactions-" + transactions;
    return new UserData(folder.resolve(name), folder.resolve(name + "-labels"));
  }

  /** The ids of the users with planted fraud. */
  public Set<String> planted() throws IOException {
    try (BufferedReader rows =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(labels.resolve("users.csv.gz"))),
                StandardCharsets.UTF_8))) {
      return rows.lines()
          .skip(1)
          .map(row -> row.split(",", -1))
          .filter(columns -> !columns[PATTERN].equals("none"))
          .map(columns -> columns[0])
          .collect(Collectors.toSet());
    }
  }
}
