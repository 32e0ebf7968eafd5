package io.github.beamwatch.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated events through a whole run on the Direct runner. */
class RunCommandTest {
  @TempDir private static Path events;
  @TempDir private Path folder;

  @BeforeAll
  static void generate() {
    Cli.run(
            "generate",
            "ad-events",
            "--seed=11",
            "--minutes=30",
            "--rate=40",
            "--disorder=10",
            "--bad-lines=2",
            "--output=" + events.resolve("ads.jsonl.gz"))
        .done();
  }

  @Test
  void accountsForEveryEvent() {
    Cli run = run("--output=" + folder);
    assertThat(run.err())
        .containsPattern("read (\\d+) = measured \\d+ \\+ dead [1-9]\\d* \\+ late 0")
        .containsPattern("dead letters: .*malformed \\d+")
        .containsPattern("alerts: [1-9]\\d* firing, 0 resolved \\(.*ctr_")
        .contains("Files are in " + folder)
        .doesNotContain("MISSING");
  }

  @Test
  void writesEveryKindOfResult() throws IOException {
    run("--output=" + folder);
    assertThat(names(folder))
        .allMatch(name -> name.matches("[a-z-]+-\\d{5}-of-\\d{5}\\.jsonl"))
        .extracting(name -> name.replaceFirst("-\\d.*", ""))
        .contains("alerts", "dead-letters", "metrics", "scores")
        .containsOnly("alerts", "dead-letters", "metrics", "scores");
  }

  @Test
  void replacesTheFilesOfAnEarlierRunAndNoOthers() throws IOException {
    Files.writeString(folder.resolve("alerts-90001-of-90002.jsonl"), "of an earlier run\n");
    Files.writeString(folder.resolve("notes.txt"), "mine");
    run("--output=" + folder);
    assertThat(names(folder)).contains("notes.txt").doesNotContain("alerts-90001-of-90002.jsonl");
  }

  @Test
  void sameAlertsWithMoreWorkersAndSplitInput() throws IOException {
    Path one = folder.resolve("one");
    Path many = folder.resolve("many");
    run("--output=" + one, "--parallelism=1");
    Path parts = split(events.resolve("ads.jsonl.gz"));
    Cli.run(
            "run",
            "ad-metrics-plain",
            "--input=" + parts.resolve("a*.jsonl") + "," + parts.resolve("b.jsonl"),
            "--output",
            many.toString(),
            "--parallelism=4")
        .done();
    assertThat(lines(many, "alerts")).isNotEmpty().isEqualTo(lines(one, "alerts"));
    assertThat(lines(many, "metrics")).isEqualTo(lines(one, "metrics"));
  }

  private static Cli run(String... more) {
    List<String> arguments =
        Stream.concat(
                Stream.of("run", "ad-metrics-plain", "--input=" + events.resolve("ads.jsonl.gz")),
                Stream.of(more))
            .toList();
    return Cli.run(arguments.toArray(String[]::new)).done();
  }

  private Path split(Path gzip) throws IOException {
    Path parts = Files.createDirectories(folder.resolve("parts"));
    List<String> lines;
    try (var in = new java.util.zip.GZIPInputStream(Files.newInputStream(gzip))) {
      lines =
          new String(in.readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1)
              .lines()
              .toList();
    }
    int third = lines.size() / 3;
    write(parts.resolve("a1.jsonl"), lines.subList(0, third));
    write(parts.resolve("a2.jsonl"), lines.subList(2 * third, lines.size()));
    write(parts.resolve("b.jsonl"), lines.subList(third, 2 * third));
    return parts;
  }

  private static void write(Path file, List<String> lines) throws IOException {
    Files.write(file, lines, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static List<String> lines(Path folder, String kind) throws IOException {
    List<String> lines = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, kind + "-*.jsonl")) {
      for (Path file : files) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    Collections.sort(lines);
    return lines;
  }
}
