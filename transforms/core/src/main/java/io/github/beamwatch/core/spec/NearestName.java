package io.github.beamwatch.core.spec;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * The known name that a mistyped one most likely meant. A wrong suggestion is worse than none, so
 * at most a third of the longer name's letters may differ, or the known name goes on where the
 * other ends.
 */
public final class NearestName {

  private static final int SHORTEST_BEGINNING = 3;

  private NearestName() {}

  /** The nearest of {@code names} to {@code name}; empty when none is near. Case is ignored. */
  public static Optional<String> of(String name, Collection<String> names) {
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    String wanted = name.toLowerCase(Locale.ROOT);
    for (String candidate : names) {
      String known = candidate.toLowerCase(Locale.ROOT);
      boolean begun = wanted.length() >= SHORTEST_BEGINNING && known.startsWith(wanted);
      int distance = begun ? 1 : distance(wanted, known);
      int allowed = Math.max(1, Math.max(name.length(), candidate.length()) / 3);
      if (distance <= allowed && distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * The end of a sentence about a name that is not known: {@code "; did you mean 'x'? allowed: x,
   * y"}, or {@code "; allowed: x, y"} when none is near.
   *
   * @param word what to call the known names, such as {@code allowed}
   */
  public static String choice(String name, Collection<String> known, String word) {
    return of(name, known).map(near -> "; did you mean '" + near + "'? ").orElse("; ")
        + word
        + ": "
        + (known.isEmpty() ? "none" : String.join(", ", known));
  }

  /**
   * Insertions, deletions, replacements and swaps of neighbours (optimal string alignment): a swap
   * is the commonest slip of the fingers and counts once.
   */
  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replace, Math.min(last[j], current[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          current[j] = Math.min(current[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = current;
      current = free;
    }
    return last[b.length()];
  }
}
