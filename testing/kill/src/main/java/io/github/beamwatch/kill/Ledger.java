package io.github.beamwatch.kill;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What came against what should have come.
 *
 * @param expected how many should come
 * @param came how many different ones came
 * @param missing what should have come and did not
 * @param extra what came and should not have
 * @param repeats how often something came that had come before
 */
record Ledger(int expected, int came, Set<String> missing, Set<String> extra, int repeats) {

  static <T> Ledger of(Set<T> expected, Collection<T> came) {
    Map<T, Integer> counts = new LinkedHashMap<>();
    came.forEach(key -> counts.merge(key, 1, Integer::sum));
    Set<String> missing = new TreeSet<>();
    expected.stream()
        .filter(key -> !counts.containsKey(key))
        .forEach(key -> missing.add(key.toString()));
    Set<String> extra = new TreeSet<>();
    counts.keySet().stream()
        .filter(key -> !expected.contains(key))
        .forEach(key -> extra.add(key.toString()));
    return new Ledger(expected.size(), counts.size(), missing, extra, came.size() - counts.size());
  }

  /** Everything came, and nothing else. */
  boolean isWhole() {
    return missing.isEmpty() && extra.isEmpty();
  }

  /** Of a hundred that came, how many had come before. */
  double repeatsPercent() {
    return came == 0 ? 0 : 100.0 * repeats / came;
  }

  @Override
  public String toString() {
    return "%,d expected, %,d came, %d missing, %d extra, %d more than once (%.2f %%)%s%s"
        .formatted(
            expected,
            came,
            missing.size(),
            extra.size(),
            repeats,
            repeatsPercent(),
            some("missing", missing),
            some("extra", extra));
  }

  private static String some(String what, Set<String> keys) {
    return keys.isEmpty() ? "" : "; " + what + ": " + keys.stream().limit(5).toList();
  }
}
