package io.github.beamwatch.pipelines.spec;

import io.github.beamwatch.core.spec.NearestName;
import io.github.beamwatch.pipelines.spec.YamlValue.Mapping;
import io.github.beamwatch.pipelines.spec.YamlValue.Member;
import io.github.beamwatch.pipelines.spec.YamlValue.Scalar;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a spec describes: its key {@code kind}. */
public enum SpecKind {
  /** Finding anomalies; also where there is no such key. */
  DETECTION,
  /** Telling people of alerts. */
  DELIVERY,
  /** Ranking entities by how unlike the others they are. */
  RANKING,
  /** Ranking single events by how bad they look. */
  EVENT_RANKING;

  static final String KEY = "kind";

  /** The word in the spec. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The kind that a text says it is; of a text that is no spec, {@link #DETECTION}, whose reading
   * will say what is wrong.
   *
   * @throws InvalidSpecException for a word that is no kind
   */
  public static SpecKind of(SpecText text) {
    YamlValue yaml = YamlReader.readText(text.source(), text.text(), new Problems());
    Member kind = yaml instanceof Mapping root ? root.members().get(KEY) : null;
    if (kind == null || !(kind.value() instanceof Scalar word)) {
      return DETECTION;
    }
    for (SpecKind one : values()) {
      if (one.word().equals(word.text())) {
        return one;
      }
    }
    Problems problems = new Problems();
    problems.wrote("/" + KEY, kind.place());
    List<String> words = Arrays.stream(values()).map(SpecKind::word).toList();
    problems.add(
        "/" + KEY,
        "{} is not allowed" + NearestName.choice(word.text(), words, "allowed"),
        word.text());
    throw new InvalidSpecException(text.source(), problems.inOrder());
  }
}
