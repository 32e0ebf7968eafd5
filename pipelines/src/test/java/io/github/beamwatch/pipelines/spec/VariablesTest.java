package io.github.beamwatch.pipelines.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

class VariablesTest {

  private static String description(String text, Map<String, String> environment) {
    return SpecTexts.load(
            SpecTexts.valid("name: orders", "name: orders\ndescription: '" + text + "'"),
            environment)
        .spec()
        .description();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ${A}              | one
          <${A}-${B}>       | <one-two>
          ${NONE:x}         | x
          ${NONE:host:9092} | host:9092
          <${NONE:}>        | <>
          ${A:x}            | one
          $${A}             | ${A}
          $$${A}            | $${A}
          <$${A} ${A}>      | <${A} one>
          $A costs 5$       | $A costs 5$
          ${EMPTY:x}!       | !
          ${NESTED}         | ${A}
          """)
  void a_variable_is_filled_in(String text, String result) {
    Map<String, String> environment = Map.of("A", "one", "B", "two", "EMPTY", "", "NESTED", "${A}");

    assertThat(description(text, environment)).isEqualTo(result);
  }

  @Test
  void a_number_may_come_out_of_the_environment_with_or_without_quotes() {
    for (String alpha : List.of("'${ALPHA}'", "\"${ALPHA}\"")) {
      assertThat(
              SpecTexts.load(
                      SpecTexts.valid("alpha: 0.2", "alpha: " + alpha), Map.of("ALPHA", "0.3"))
                  .spec()
                  .detect()
                  .get(0)
                  .baseline()
                  .ema()
                  .alpha())
          .isEqualTo(0.3);
    }
    assertThat(
            SpecTexts.load(SpecTexts.valid("name: orders", "name: ${N}"), Map.of("N", "5"))
                .spec()
                .name())
        .isEqualTo("5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ${NOT_SET} | the environment variable NOT_SET is not set; set it, or give a default as in ${NOT_SET:default}
          ${1A}      | '1A' cannot be a variable's name; write ${NAME} or ${NAME:default}, or $${ for a literal ${
          ${A        | a variable is not closed; write ${NAME} or ${NAME:default}, or $${ for a literal ${
          """)
  void what_cannot_be_filled_in_is_told_with_its_name(String text, String sentence) {
    assertThat(SpecTexts.problems(SpecTexts.valid("name: orders", "name: '" + text + "'")))
        .containsExactly("spec.yaml:2:7: name: " + sentence);
  }

  @Test
  void a_file_is_filled_in_without_the_line_break_at_its_end(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("token");
    for (String text : List.of("abc", "abc\n", "abc\r\n")) {
      Files.writeString(file, text);
      assertThat(description("<${file:" + file + "} ${A}>", Map.of("A", "one")))
          .isEqualTo("<abc one>");
    }
    Files.writeString(file, "a\n\n");
    assertThat(description("${file:" + file + "}", Map.of())).isEqualTo("a\n");
  }

  @Test
  void a_file_that_cannot_be_used_is_told_by_its_name(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("latin"), new byte[] {(byte) 0xe4, ' '});
    Files.writeString(folder.resolve("long"), "never-print-me".repeat(10_000));

    assertThat(problemOf("${file:}")).isEqualTo("${file:} names no file; write ${file:/path}");
    assertThat(problemOf("${file:" + folder + "}"))
        .isEqualTo("${file:" + folder + "} is a folder; name a file in it");
    assertThat(problemOf("${file:" + folder + "/none}"))
        .isEqualTo(
            "the file of ${file:"
                + folder
                + "/none} is not there; it must be there, and readable, where the job is started");
    assertThat(problemOf("${file:" + folder + "/latin}"))
        .isEqualTo("the file of ${file:" + folder + "/latin} is not UTF-8 text");
    assertThat(problemOf("${file:" + folder + "/long}"))
        .isEqualTo(
            "the file of ${file:"
                + folder
                + "/long} is longer than 64 KiB; it should hold one value");
  }

  private static String problemOf(String variable) {
    List<String> problems =
        SpecTexts.problems(SpecTexts.valid("name: orders", "name: '" + variable + "'"));
    assertThat(problems).hasSize(1);
    return problems.get(0).replaceFirst("^spec.yaml:2:7: name: ", "");
  }

  /** What a file holds is kept out of messages as what the environment holds is. */
  @Test
  void no_message_shows_what_a_file_holds(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("alpha"), "never-print-me\n");

    assertThat(SpecTexts.problems(SpecTexts.valid("alpha: 0.2", "alpha: '${file:" + file + "}'")))
        .containsExactly(
            "spec.yaml:19:29: detect[0].baseline.ema.alpha: expected a number, found the value of"
                + " ${file:"
                + file
                + "}");
  }

  /** Whatever is wrong with a value out of the environment, no message shows it. */
  @Test
  void no_message_shows_what_came_out_of_the_environment() {
    for (String name : List.of("valid.yaml", "all-wrong.yaml")) {
      Map<String, String> environment = new HashMap<>();
      String text = everyValueOutOf(environment, SpecTexts.resource(name));

      assertThat(SpecTexts.problems(text, environment))
          .hasSizeGreaterThan(8)
          .noneMatch(line -> line.contains("hunter"))
          .anyMatch(line -> line.contains("the value of ${V"));
    }
  }

  /** The text with a variable in place of every scalar that is not a key. */
  private static String everyValueOutOf(Map<String, String> environment, String text) {
    List<ScalarNode> values = new ArrayList<>();
    collect(new Yaml().compose(new StringReader(text)), values);
    StringBuilder out = new StringBuilder(text);
    for (int i = values.size() - 1; i >= 0; i--) {
      ScalarNode value = values.get(i);
      out.replace(
          value.getStartMark().getIndex(), value.getEndMark().getIndex(), "\"${V" + i + "}\"");
      environment.put("V" + i, "hunter " + i);
    }
    return out.toString();
  }

  private static void collect(Node node, List<ScalarNode> values) {
    if (node instanceof ScalarNode scalar) {
      values.add(scalar);
    } else if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(item -> collect(item, values));
    } else if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(member -> collect(member.getValueNode(), values));
    }
  }

  @Test
  void what_is_printed_of_a_spec_does_not_show_properties() {
    LoadedSpec loaded =
        SpecTexts.load(
            SpecTexts.valid(
                    "files: {paths: [in/*.jsonl]}",
                    "kafka: {bootstrapServers: 'a:1', topic: t, properties: {sasl.jaas.config: \"${SECRET}\"}}")
                .replace(
                    "console: {}",
                    "kafka: {topic: t, properties: {sasl.jaas.config: \"${SECRET}\"}}"),
            Map.of("SECRET", "hunter2"));

    assertThat(loaded.spec().source().kafka().properties()).containsValue("hunter2");
    assertThat(loaded.toString()).contains("sasl.jaas.config").doesNotContain("hunter2");
  }
}
