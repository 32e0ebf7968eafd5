package io.github.beamwatch.pipelines.spec;

import io.github.beamwatch.pipelines.spec.YamlValue.Mapping;
import io.github.beamwatch.pipelines.spec.YamlValue.Member;
import io.github.beamwatch.pipelines.spec.YamlValue.Scalar;
import io.github.beamwatch.pipelines.spec.YamlValue.Sequence;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a spec words its alerts is no matter of where they go: what is printed, and files of the
 * alert's sentence alone, outlive the replacement of the sinks by a folder.
 */
final class PlainLines {

  private PlainLines() {}

  /**
   * Adds to the folder's sink what the replaced sinks said of wording.
   *
   * @param before the replaced list
   * @param folder the list with the one sink of the folder
   */
  static void keep(YamlValue before, Sequence folder) {
    if (!(before instanceof Sequence sinks) || folder.items().isEmpty()) {
      return;
    }
    Mapping files = mapping(folder.items().get(0), "files");
    boolean added = false;
    for (YamlValue sink : sinks.items()) {
      if (!mapping(sink, "console").members().isEmpty()) {
        folder.items().add(sink);
      }
      Member line = mapping(sink, "files").members().get("line");
      if (!added
          && line != null
          && line.value() instanceof Scalar word
          && word.text().equals("message")) {
        Map<String, Member> plain = new LinkedHashMap<>(files.members());
        plain.put("line", line);
        folder.items().add(sink(files.place(), plain));
        added = true;
      }
    }
  }

  private static Mapping sink(Place place, Map<String, Member> files) {
    Member member = new Member(place, new Mapping(place, files));
    return new Mapping(place, Map.of("files", member));
  }

  /** The mapping under this key; empty where there is none. */
  private static Mapping mapping(YamlValue sink, String key) {
    Member member = sink instanceof Mapping mapping ? mapping.members().get(key) : null;
    return member != null && member.value() instanceof Mapping found
        ? found
        : new Mapping(sink.place(), Map.of());
  }
}
