package io.github.beamwatch.core.check;

import io.github.beamwatch.core.spec.DurationText;
import io.github.beamwatch.core.spec.SpecProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects problems, and knows the checks that several parts of a spec share. */
final class Findings {

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final List<SpecProblem> problems = new ArrayList<>();

  List<SpecProblem> all() {
    return List.copyOf(problems);
  }

  void add(SpecProblem problem) {
    problems.add(problem);
  }

  void add(String path, String sentence) {
    problems.add(new SpecProblem(path, sentence));
  }

  /** {@code {}} in the sentence stands for the value. */
  void add(String path, String sentence, Object value) {
    problems.add(SpecProblem.of(path, sentence, value));
  }

  /** {@code {}} in the sentence stands for words that quote the value. */
  void addQuoting(String path, String sentence, String words) {
    problems.add(new SpecProblem(path, sentence, words));
  }

  /** The pointer of a member. */
  static String at(String parent, String key) {
    return parent + "/" + key.replace("~", "~0").replace("/", "~1");
  }

  /** The pointer of an element. */
  static String at(String parent, int index) {
    return parent + "/" + index;
  }

  /** Exactly one alternative may be set; {@code alternatives} is in the order a reader expects. */
  void exactlyOne(String path, Map<String, Boolean> alternatives) {
    List<String> present =
        alternatives.entrySet().stream()
            .filter(Map.Entry::getValue)
            .map(Map.Entry::getKey)
            .toList();
    if (present.isEmpty()) {
      add(
          path,
          alternatives.size() == 1
              ? "needs " + list(alternatives.keySet())
              : "needs one of " + list(alternatives.keySet()));
    } else if (present.size() > 1) {
      add(
          path,
          "has "
              + String.join(" and ", present)
              + ", but only one of "
              + list(alternatives.keySet())
              + " can be there");
    }
  }

  void identifier(String path, String what, String name) {
    if (!IDENTIFIER.matcher(name).matches()) {
      add(
          path,
          "{} cannot be the name of a " + what + "; use letters, digits and _, no digit first",
          name);
    }
  }

  void notBlank(String path, String what, @Nullable String text) {
    if (text != null && text.isBlank()) {
      add(path, "is empty; " + what);
    }
  }

  void notNegative(String path, @Nullable Duration duration) {
    if (duration != null && duration.isNegative()) {
      add(path, "{} is negative, and a duration cannot be; " + DurationText.ALLOWED, duration);
    }
  }

  void positive(String path, @Nullable Duration duration) {
    notNegative(path, duration);
    if (duration != null && !duration.isNegative() && duration.toMillis() == 0) {
      add(path, "{} is too short; it must be 1ms or more", duration);
    }
  }

  /** Names for a sentence, in their own order. */
  static String list(Collection<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
