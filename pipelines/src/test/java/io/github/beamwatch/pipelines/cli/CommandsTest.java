package io.github.beamwatch.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.pipelines.spec.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that run no job. */
class CommandsTest {
  @TempDir private Path folder;

  @Test
  void templatesAreListedWithASentenceEach() {
    assertThat(Cli.run("templates").done().out().lines())
        .hasSize(Templates.list().size())
        .allMatch(line -> line.matches("[a-z-]+ +\\S.*\\."));
  }

  @Test
  void printedTemplateIsAValidSpec() throws IOException {
    Path spec = folder.resolve("mine.yaml");
    Files.writeString(spec, Cli.run("templates", "ad-metrics").done().out());
    assertThat(Cli.run("validate", spec.toString()).done().out())
        .contains("mine.yaml is valid: pipeline ad-metrics, 5 metrics, 4 rules, version ")
        .hasLineCount(1);
  }

  @Test
  void overridesAreValidatedToo() {
    Cli.run("validate", "ad-metrics", "--set", "alerts.cooldown=5m").done();
  }

  @Test
  void sameSeedSameBytes() throws IOException {
    Path first = generate("first.jsonl", "--seed=3");
    Path second = generate("second.jsonl", "--seed=3");
    Path other = generate("other.jsonl", "--seed=4");
    assertThat(first).hasSameBinaryContentAs(second);
    assertThat(Files.mismatch(first, other)).isNotNegative();
  }

  @Test
  void labelsLieBesideTheEvents() throws IOException {
    generate("ads.jsonl.gz", "--incidents=ctr-drop,all_at_once");
    assertThat(folder.resolve("ads.incidents.json")).content().contains("\"kind\": \"ctr_drop\"");
    generate("calm.jsonl", "--incidents=none");
    assertThat(folder.resolve("calm.incidents.json")).hasContent("[]");
  }

  @Test
  void helpTellsEveryCommand() {
    assertThat(Cli.run("--help").done().out())
        .contains("run", "templates", "validate", "generate", "demo");
    assertThat(Cli.run("run", "--help").done().out()).contains("--input", "--runner", "--set");
  }

  private Path generate(String name, String option) {
    Path file = folder.resolve(name);
    Cli.run("generate", "ad-events", "--minutes=20", "--rate=5", option, "--output=" + file).done();
    return file;
  }
}
