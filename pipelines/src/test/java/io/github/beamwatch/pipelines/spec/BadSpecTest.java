package io.github.beamwatch.pipelines.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people get wrong, and the exact words that they read: {@code specs/bad-specs.txt}. */
class BadSpecTest {

  record BadSpec(String text, String replacement, List<String> problems) {
    String yaml() {
      return SpecTexts.valid(text, replacement);
    }
  }

  static List<BadSpec> badSpecs() {
    return Stream.of(SpecTexts.resource("bad-specs.txt").split("\n\n"))
        .filter(block -> block.startsWith("- "))
        .map(BadSpecTest::read)
        .toList();
  }

  private static BadSpec read(String block) {
    String[] lines = block.strip().split("\n");
    List<String> problems = new ArrayList<>();
    for (int i = 2; i < lines.length; i++) {
      problems.add(lines[i].substring(2));
    }
    return new BadSpec(unescape(lines[0]), unescape(lines[1]), problems);
  }

  private static String unescape(String line) {
    return line.length() < 2 ? "" : line.substring(2).replace("\\n", "\n");
  }

  @Test
  void the_spec_that_the_bad_ones_are_made_of_is_good() {
    assertThat(SpecTexts.problems(SpecTexts.VALID)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("badSpecs")
  void each_is_answered_with_its_sentences(BadSpec bad) {
    assertThat(SpecTexts.problems(bad.yaml())).isEqualTo(bad.problems());
  }
}
