package io.github.beamwatch.pipelines.spec;

import java.util.List;
import java.util.Map;

/**
 * A YAML text as a tree in which everything knows its place. A tree without shared parts: where an
 * anchor is used twice, each use is a copy. {@code --set} changes it in place.
 */
sealed interface YamlValue {

  Place place();

  /**
   * A scalar, as written.
   *
   * @param text without quotes
   * @param plain written without quotes, so that it may be a number, a flag or nothing
   */
  record Scalar(Place place, String text, boolean plain) implements YamlValue {}

  /** A list. */
  record Sequence(Place place, List<YamlValue> items) implements YamlValue {}

  /** A mapping, in the order of its text. */
  record Mapping(Place place, Map<String, Member> members) implements YamlValue {}

  /** A key with its value. */
  record Member(Place key, YamlValue value) {

    /** The place to name when the value is wrong: a mapping or list begins with its key. */
    Place place() {
      return value instanceof Scalar ? value.place() : key;
    }
  }
}
