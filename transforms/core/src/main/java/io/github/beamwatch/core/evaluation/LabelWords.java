package io.github.beamwatch.core.evaluation;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the label of an entity means.
 *
 * @param bad the labels that are bad, all others being good; empty where all are bad but the {@link
 *     #GOOD} words
 */
public record LabelWords(List<String> bad) implements Serializable {

  /** What says that an entity is not bad, whatever its case. */
  public static final Set<String> GOOD =
      Set.of("0", "false", "no", "good", "legit", "normal", "none");

  public LabelWords {
    bad = List.copyOf(bad);
  }

  /** Whether a label is bad; null where it is empty and so says nothing. */
  public @Nullable Boolean isBad(String label) {
    if (label.isEmpty()) {
      return null;
    }
    return bad.isEmpty() ? !GOOD.contains(label.toLowerCase(Locale.ROOT)) : bad.contains(label);
  }
}
