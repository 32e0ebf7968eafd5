package io.github.beamwatch.portability;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares two sets of lines in which repetitions count and order does not. */
final class SameLines {

  private static final int SHOWN = 5;
  private static final int SHOWN_CHARACTERS = 600;

  private SameLines() {}

  /**
   * Fails, and shows the first differences, unless both have the same lines.
   *
   * @param what for the message
   * @param expected must not be empty: a comparison of nothing with nothing proves nothing
   */
  static void require(String what, Collection<String> expected, Collection<String> actual) {
    if (expected.isEmpty()) {
      throw new AssertionError(what + ": there is nothing to compare with");
    }
    Map<String, Integer> balance = new TreeMap<>();
    expected.forEach(line -> balance.merge(line, 1, Integer::sum));
    actual.forEach(line -> balance.merge(line, -1, Integer::sum));
    List<String> missing = new ArrayList<>();
    List<String> unexpected = new ArrayList<>();
    balance.forEach(
        (line, count) -> {
          if (count != 0) {
            (count > 0 ? missing : unexpected).add(Math.abs(count) + " × " + line);
          }
        });
    if (!missing.isEmpty() || !unexpected.isEmpty()) {
      throw new AssertionError(
          "%s: %d expected, %d found%s%s"
              .formatted(
                  what,
                  expected.size(),
                  actual.size(),
                  show("missing", missing),
                  show("unexpected", unexpected)));
    }
  }

  private static String show(String what, List<String> lines) {
    StringBuilder text = new StringBuilder("\n%d %s".formatted(lines.size(), what));
    for (String line : lines.subList(0, Math.min(SHOWN, lines.size()))) {
      text.append("\n  ").append(line, 0, Math.min(SHOWN_CHARACTERS, line.length()));
    }
    return text.toString();
  }
}
