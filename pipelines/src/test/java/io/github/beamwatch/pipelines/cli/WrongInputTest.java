package io.github.beamwatch.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every mistake a user can make gets one clear sentence, exit code 2 and no stack trace. */
class WrongInputTest {
  @TempDir private Path folder;

  @Test
  void noCommand() {
    Cli.run().refusedWith("a command is missing: run, ", "templates");
  }

  @Test
  void unknownCommand() {
    Cli.run("rum").refusedWith("rum", "run");
  }

  @Test
  void noSpec() {
    Cli.run("run").refusedWith("TEMPLATE_OR_SPEC");
  }

  @Test
  void missingInputFile() {
    Cli.run("run", "ad-metrics", "--input=" + folder + "/none-*.jsonl")
        .refusedWith("no file matches", "none-*.jsonl")
        .inOneSentence();
  }

  @Test
  void missingInputFileAmongOthers() throws IOException {
    Path there = Files.writeString(folder.resolve("there.jsonl"), "");
    Cli.run("run", "ad-metrics", "--input=" + there + "," + folder.resolve("gone.jsonl"))
        .refusedWith("no file matches", "gone.jsonl")
        .inOneSentence();
  }

  @Test
  void inputOnAFileSystemThatIsNotThere() {
    Cli.run("run", "ad-metrics", "--input=gs://bucket/events.jsonl")
        .refusedWith("gs://bucket/events.jsonl", "no file system")
        .inOneSentence();
  }

  @Test
  void unknownTemplate() {
    Cli.run("run", "ad-metric")
        .refusedWith("ad-metric", "did you mean 'ad-metrics'")
        .inOneSentence();
    Cli.run("templates", "ad-metric").refusedWith("did you mean 'ad-metrics'").inOneSentence();
  }

  @Test
  void unreadableSpec() throws IOException {
    Path bytes = Files.write(folder.resolve("spec.yaml"), new byte[] {(byte) 0xc3, (byte) 0x28});
    Cli.run("validate", bytes.toString()).refusedWith("not UTF-8").inOneSentence();
    Cli.run("validate", folder.toString()).refusedWith("is a folder").inOneSentence();
  }

  @Test
  void unknownRule() {
    Cli.run("run", "ad-metrics", "--set", "detect.ctr_dorp.when.belowRatio=0.4")
        .refusedWith("ctr_dorp", "ctr_drop");
  }

  @Test
  void unknownKey() {
    Cli.run("run", "ad-metrics", "--set", "alerts.cooldwon=5m").refusedWith("cooldwon", "cooldown");
  }

  @Test
  void overrideWithoutAValue() {
    Cli.run("run", "ad-metrics", "--set", "alerts.cooldown")
        .refusedWith("path=value")
        .inOneSentence();
  }

  @Test
  void wrongDuration() {
    Cli.run("run", "ad-metrics", "--set", "alerts.cooldown=5 minutes").refusedWith("5 minutes");
  }

  @Test
  void expressionWithATypeError() {
    Cli.run("run", "ad-metrics", "--set", "measure.metrics.ctr=clicks / 'many'").refusedWith("ctr");
  }

  @Test
  void duplicateRuleName() throws IOException {
    String template = Cli.run("templates", "ad-metrics").out();
    Path spec = folder.resolve("spec.yaml");
    Files.writeString(spec, template.replace("rule: ctr_spike", "rule: ctr_drop"));
    Cli.run("validate", spec.toString()).refusedWith("spec.yaml:", "ctr_drop");
  }

  @Test
  void allProblemsAtOnce() throws IOException {
    String template = Cli.run("templates", "ad-metrics").out();
    Path spec = folder.resolve("spec.yaml");
    Files.writeString(
        spec,
        template.replace("cooldown: 10m", "cooldown: soon").replace("window: 1m", "widow: 1m"));
    Cli refused = Cli.run("validate", spec.toString()).refusedWith("soon", "widow", "problems");
    assertThat(refused.err()).containsPattern("spec.yaml:\\d+:\\d+: ");
  }

  @Test
  void unknownRunner() {
    Cli.run("run", "ad-metrics", "--runner=FlinkRuner")
        .refusedWith("FlinkRuner", "did you mean 'FlinkRunner'?", "DirectRunner", "SparkRunner")
        .inOneSentence();
  }

  @Test
  void runnerOfAnotherBundle() {
    Cli.run("run", "ad-metrics", "--runner=FlinkRunner")
        .refusedWith("this is the Direct bundle", "bin/beamwatch run --runner=FlinkRunner")
        .inOneSentence();
  }

  @Test
  void unknownOption() {
    Cli.run("run", "ad-metrics", "--targetParalelism=2")
        .refusedWith("--targetParalelism", "did you mean --targetParallelism?")
        .inOneSentence();
    Cli.run("run", "ad-metrics", "--inputs=x").refusedWith("--inputs").inOneSentence();
  }

  @Test
  void optionTwice() {
    Cli.run("run", "ad-metrics", "--targetParallelism=2", "--targetParallelism=3")
        .refusedWith("--targetParallelism is given twice")
        .inOneSentence();
  }

  @Test
  void optionWithAWrongValue() {
    Cli.run("run", "ad-metrics", "--targetParallelism=two")
        .refusedWith("--targetParallelism='two'", "a whole number")
        .inOneSentence();
    Cli.run("run", "ad-metrics", "--parallelism=two").refusedWith("--parallelism", "two");
    Cli.run("run", "ad-metrics", "--parallelism=0").refusedWith("--parallelism=0").inOneSentence();
  }

  @Test
  void strayArgument() {
    Cli.run("run", "ad-metrics", "more").refusedWith("unexpected argument 'more'").inOneSentence();
  }

  @Test
  void outputIsAFile() throws IOException {
    Path input = Files.writeString(folder.resolve("events.jsonl"), "");
    Cli.run("run", "ad-metrics", "--input=" + input, "--output=" + input)
        .refusedWith("--output", "is a file")
        .inOneSentence();
  }

  @Test
  void generatorSettings() {
    String output = "--output=" + folder.resolve("x.jsonl");
    Cli.run("generate").refusedWith("ad-events");
    Cli.run("generate", "ad-events").refusedWith("--output=FILE", "--kafka").inOneSentence();
    Cli.run("generate", "ad-events", output, "--minutes=0").refusedWith("minutes").inOneSentence();
    Cli.run("generate", "ad-events", output, "--start=today").refusedWith("--start=today");
    Cli.run("generate", "ad-events", output, "--incidents=ctr-drops")
        .refusedWith("did you mean 'ctr_drop'?")
        .inOneSentence();
  }
}
