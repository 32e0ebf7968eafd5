package io.github.beamwatch.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ranking by what followed what: the recurrent net on each user's newest transactions. */
class SequenceRankingTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void theNetRanksUsersAndNamesTheEvent() throws IOException {
    Path users = folder.resolve("users");
    Path output = folder.resolve("ranking");
    Cli.run("generate", "users", "--users=1000", "--files=2", "--output=" + users).done();
    Cli.run(
            "run",
            "user-behaviour",
            "--input=" + users.resolve("*.csv.gz"),
            "--output=" + output,
            "--set",
            "model.name=lstm",
            "--set",
            "features.recent=8",
            "--set",
            "top.count=20")
        .done();
    List<String> top = Files.readAllLines(output.resolve("top.jsonl"));
    assertThat(top).hasSize(20);
    JsonNode first = JSON.readTree(top.get(0));
    assertThat(first.at("/reasons/0/feature").asText()).startsWith("recent_");
    assertThat(first.at("/features/recent_1_amount").isNumber()).isTrue();
    // What it has learned goes through a file.
    Path again = folder.resolve("again");
    Cli.run(
            "top",
            "user-behaviour",
            "--model=" + output.resolve("model"),
            "--input=" + users.resolve("*.csv.gz"),
            "--output=" + again,
            "--set",
            "features.recent=8",
            "--set",
            "model.name=lstm",
            "--count=20")
        .done();
    assertThat(Files.readAllLines(again.resolve("top.jsonl"))).isEqualTo(top);
  }

  @Test
  void withoutTheModuleAnOnnxModelIsRefused() throws IOException {
    Path users = folder.resolve("users");
    Cli.run("generate", "users", "--users=100", "--files=1", "--output=" + users).done();
    Cli.run(
            "run",
            "user-behaviour",
            "--input=" + users.resolve("*.csv.gz"),
            "--output=" + folder.resolve("ranking"),
            "--set",
            "model.name=onnx",
            "--set",
            "model.import=my.onnx")
        .refusedWith("this bundle has no module for ONNX models; build it with mvn -Ponnx")
        .inOneSentence();
  }
}
