package io.github.beamwatch.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a program wrote of the most unusual users: CSV with the id in the first column, or our JSON
 * lines.
 */
final class TopUsers {

  private TopUsers() {}

  private static final Pattern ENTITY = Pattern.compile("\"entity\":\"([^\"]*)\"");

  /** The ids in the files of a folder. */
  static List<String> read(Path folder) throws IOException {
    Path ours = folder.resolve("top.jsonl");
    if (Files.exists(ours)) {
      return ENTITY.matcher(Files.readString(ours)).results().map(one -> one.group(1)).toList();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> csv = files.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
      List<String> users = new java.util.ArrayList<>();
      for (Path file : csv) {
        Files.readAllLines(file).stream()
            .skip(1)
            .map(row -> row.substring(0, row.indexOf(',')))
            .forEach(users::add);
      }
      return users;
    }
  }

  /** Which share of them are among the planted ones. */
  static double precision(List<String> users, Set<String> planted) {
    return users.stream().filter(planted::contains).count() / (double) users.size();
  }
}
