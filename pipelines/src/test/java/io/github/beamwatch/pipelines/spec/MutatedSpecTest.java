package io.github.beamwatch.pipelines.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is done to a spec: it loads, or every problem is a sentence with its place. */
class MutatedSpecTest {

  private static final int MUTANTS = 300;
  private static final String[] PIECES = {
    ":", "{", "}", "[", "]", "- ", "\n", "  ", "'", "\"", "&a", "*a", "#", "${", "${X}", "null",
    "~", "-1", "1e400", "<<: ", "? ", "!!int ", "|", ">", "\t", "%", "0x10", "é", "\u0001", "a.b"
  };

  @Test
  void no_mutant_escapes() {
    Random random = new Random(20260131);
    List<String> seeds =
        List.of(
            SpecTexts.VALID,
            Templates.read("ad-metrics").text(),
            SpecTexts.resource("all-wrong.yaml"));
    for (int i = 0; i < MUTANTS; i++) {
      String text = mutate(seeds.get(i % seeds.size()), random);
      try {
        SpecTexts.load(text, Map.of());
      } catch (InvalidSpecException e) {
        assertThat(e.problems())
            .as(text)
            .isNotEmpty()
            .allSatisfy(
                problem -> {
                  assertThat(problem.message()).isNotBlank().doesNotContain("Exception", " {} ");
                  assertThat(problem.place().source()).isEqualTo("spec.yaml");
                });
      } catch (RuntimeException e) {
        throw new AssertionError("this text ended in " + e + ":\n" + text, e);
      }
    }
  }

  private static String mutate(String text, Random random) {
    StringBuilder out = new StringBuilder(text);
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(out.length());
      switch (random.nextInt(4)) {
        case 0 -> out.delete(at, Math.min(out.length(), at + 1 + random.nextInt(12)));
        case 1 -> out.insert(at, PIECES[random.nextInt(PIECES.length)]);
        case 2 -> {
          // A scalar gets the value of another.
          int end = Math.min(out.length(), at + 1 + random.nextInt(5));
          int from = random.nextInt(Math.max(1, out.length() - 8));
          out.replace(at, end, out.substring(from, Math.min(out.length(), from + 8)));
        }
        default -> swapLines(out, random);
      }
    }
    return out.toString();
  }

  private static void swapLines(StringBuilder text, Random random) {
    List<String> lines = new ArrayList<>(text.toString().lines().toList());
    int a = random.nextInt(lines.size());
    int b = random.nextInt(lines.size());
    String line = lines.get(a);
    lines.set(a, lines.get(b));
    lines.set(b, line);
    text.setLength(0);
    text.append(String.join("\n", lines)).append('\n');
  }
}
