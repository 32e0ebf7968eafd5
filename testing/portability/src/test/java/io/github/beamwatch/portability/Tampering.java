package io.github.beamwatch.portability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Results with one small mistake in them, to see whether a comparison finds it. */
final class Tampering {

  private Tampering() {}

  /**
   * All that can be done to lines: one lost, one repeated, one exchanged for another, and each of
   * these numbers wrong by its last bit.
   *
   * @return the changed lines by what was done
   */
  static Map<String, List<String>> all(List<String> lines, String... numbers) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("one lost", lines.subList(1, lines.size()));
    List<String> repeated = new ArrayList<>(lines);
    repeated.add(lines.get(0));
    all.put("one repeated", repeated);
    int other = firstUnequal(lines);
    List<String> exchanged = new ArrayList<>(lines);
    exchanged.set(0, lines.get(other));
    all.put("one exchanged", exchanged);
    for (String number : numbers) {
      all.put(number + " off by its last bit", offByLastBit(lines, number));
    }
    return all;
  }

  private static int firstUnequal(List<String> lines) {
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).equals(lines.get(0))) {
        return i;
      }
    }
    throw new AssertionError("all lines are equal");
  }

  private static List<String> offByLastBit(List<String> lines, String number) {
    Pattern field = Pattern.compile("\"" + number + "\":(-?[0-9.E-]+)");
    for (int i = 0; i < lines.size(); i++) {
      Matcher matcher = field.matcher(lines.get(i));
      if (matcher.find()) {
        double wrong = Math.nextUp(Double.parseDouble(matcher.group(1)));
        List<String> changed = new ArrayList<>(lines);
        changed.set(i, matcher.replaceFirst("\"" + number + "\":" + wrong));
        return changed;
      }
    }
    throw new AssertionError("no line has a number " + number);
  }
}
