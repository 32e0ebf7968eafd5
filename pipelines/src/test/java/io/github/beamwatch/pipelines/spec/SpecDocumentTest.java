package io.github.beamwatch.pipelines.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/spec.md} tells of every key, and of none that is not there; its example works. */
class SpecDocumentTest {

  private static final Set<String> TIERS = Set.of("low", "medium", "high", "critical");
  private static final Set<String> SINKS =
      Set.of("alerts.sinks", "sinks.metrics", "sinks.scores", "sinks.deadLetters");

  private static final String TEXT = read();

  private static String read() {
    try {
      return Files.readString(Path.of("../docs/spec.md"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void every_key_has_its_row_in_a_table() {
    Set<String> known = new TreeSet<>();
    collect("", SchemaNode.published(), known);
    Set<String> told =
        Pattern.compile("(?m)^\\| `([^`]+)` \\|")
            .matcher(TEXT)
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(told).isEqualTo(known);
  }

  private static void collect(String path, SchemaNode schema, Set<String> known) {
    for (String key : schema.keys()) {
      String name = path.endsWith(".severity") && TIERS.contains(key) ? "TIER" : key;
      String at = path.isEmpty() ? name : path + "." + name;
      known.add(at);
      SchemaNode member = schema.member(key);
      if (SINKS.contains(at)) {
        collect("SINK", member.items(), known);
      } else if (member.isNameAlone()) {
        continue; // detectors have a page of their own
      } else if (member.isList()) {
        collect(at + "[]", member.items(), known);
      } else if (member.isOpen()) {
        collect(at + ".NAME", member.member("NAME"), known);
      } else {
        collect(at, member, known);
      }
    }
  }

  @Test
  void the_example_works() {
    String example = fenced("yaml").replaceFirst("(?s)```.*", "");

    assertThat(SpecTexts.problems(example, Map.of())).isEmpty();
  }

  @Test
  void the_problems_shown_are_those_that_are_told() {
    String text =
        SpecTexts.VALID
            .replace("window: 1m", "window: 10 mins")
            .replace("amount / orders", "amount / oders")
            .replace("belowRatio", "belowRatoi");
    String told =
        SpecTexts.problems(text, "alerts.coldown=1m").stream()
            .map(line -> line.replace("spec.yaml", "orders.yaml"))
            .collect(Collectors.joining("\n"));

    assertThat(TEXT).contains(told);
  }

  private static String fenced(String language) {
    return Pattern.compile("(?s)```" + language + "\n(.*?)```")
        .matcher(TEXT)
        .results()
        .map((MatchResult block) -> block.group(1))
        .findFirst()
        .orElseThrow();
  }
}
