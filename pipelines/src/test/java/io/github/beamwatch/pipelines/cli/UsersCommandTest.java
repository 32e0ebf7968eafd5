package io.github.beamwatch.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersCommandTest {
  @TempDir private Path folder;

  @Test
  void sameBytesForAnyParallelism() throws IOException {
    Path one = folder.resolve("one");
    Path four = folder.resolve("four");
    generate(one, "--users=2000", "--files=5", "--bad=5", "--parallelism=1").done();
    generate(four, "--users=2000", "--files=5", "--bad=5", "--parallelism=4").done();
    assertThat(files(one)).hasSize(5);
    for (Path file : files(one)) {
      assertThat(four.resolve(file.getFileName())).hasSameBinaryContentAs(file);
    }
    List<Path> labels = files(folder.resolve("one-labels"));
    assertThat(labels).hasSize(6);
    for (Path file : labels) {
      assertThat(folder.resolve("four-labels").resolve(file.getFileName()))
          .hasSameBinaryContentAs(file);
    }
  }

  @Test
  void sameTransactionsInAnyNumberOfFiles() throws IOException {
    Path one = folder.resolve("one");
    Path three = folder.resolve("three");
    generate(one, "--users=1000", "--files=1").done();
    Cli run = generate(three, "--users=1000", "--files=3").done();
    assertThat(run.err())
        .contains("10,000 transactions of 1,000 users and 0 bad rows in 3 files in " + three);
    List<String> rows = rows(three);
    assertThat(rows).hasSize(10_000).isEqualTo(rows(one));
  }

  @Test
  void sameTransactionsInParquet() throws IOException {
    Path csv = folder.resolve("csv");
    Path parquet = folder.resolve("parquet");
    generate(csv, "--users=1000", "--files=2").done();
    generate(parquet, "--users=1000", "--files=2", "--format=parquet").done();
    List<String> measured = measured(csv.resolve("*.csv.gz"));
    assertThat(measured).hasSizeGreaterThan(1000).isEqualTo(measured(parquet.resolve("*.parquet")));
  }

  /** What a run makes of all columns but the ids. */
  private List<String> measured(Path input) throws IOException {
    Path spec =
        Files.writeString(
            folder.resolve("spec.yaml"),
            """
            apiVersion: beamwatch/v1
            name: users
            source: {files: {paths: [unused]}}
            parse: {format: csv, timestamp: {field: timestamp}}
            measure:
              groupBy: [user_id, transaction_type, merchant_id, ip, country]
              window: 1d
              measures:
                events: {count: {}}
                amount: {sum: amount}
              metrics: {mean: amount / events}
            """);
    Path output = folder.resolve("measured");
    Cli.run("run", spec.toString(), "--input=" + input, "--output=" + output).done();
    List<String> lines = new ArrayList<>();
    for (Path file : files(output)) {
      if (file.getFileName().toString().startsWith("metrics")) {
        lines.addAll(Files.readAllLines(file));
      }
      Files.delete(file);
    }
    return lines.stream().sorted().toList();
  }

  @Test
  void againOverTheSameFilesButNotBesideOthers() throws IOException {
    Path data = folder.resolve("data");
    generate(data, "--users=500", "--files=2").done();
    generate(data, "--users=500", "--files=2").done();
    assertThat(rows(data)).hasSize(5_000);
    generate(data, "--users=500", "--files=3")
        .refusedWith("holds another file, transactions-00000-of-00002.csv.gz")
        .inOneSentence();
  }

  @Test
  void wrongSettings() {
    Path data = folder.resolve("data");
    generate(data, "--users=0").refusedWith("users must be 1 to ").inOneSentence();
    generate(data, "--users=100", "--transactions=100")
        .refusedWith("transactions of so many users must be 600 to ")
        .inOneSentence();
    generate(data, "--users=100", "--start=tomorrow")
        .refusedWith("--start=tomorrow is not an instant")
        .inOneSentence();
    generate(data, "--users=100", "--start=2025-01-01T08:00:00Z")
        .refusedWith("start must be a whole day")
        .inOneSentence();
    generate(data, "--format=xlsx").refusedWith("--format=xlsx", "csv.gz").inOneSentence();
    generate(data, "--files=0").refusedWith("--files must be 1 to ").inOneSentence();
    generate(data, "--labels=" + data).refusedWith("--labels").inOneSentence();
  }

  private static Cli generate(Path output, String... options) {
    List<String> arguments = new ArrayList<>(List.of("generate", "users", "--output=" + output));
    arguments.addAll(List.of(options));
    return Cli.run(arguments.toArray(String[]::new));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static List<String> rows(Path folder) throws IOException {
    List<String> rows = new ArrayList<>();
    for (Path file : files(folder)) {
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(
                  new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
        assertThat(reader.readLine())
            .isEqualTo(
                "transaction_id,timestamp,user_id,amount,transaction_type,merchant_id,ip,country");
        reader.lines().forEach(rows::add);
      }
    }
    return rows;
  }
}
