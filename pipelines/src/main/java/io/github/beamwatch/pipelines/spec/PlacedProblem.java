package io.github.beamwatch.pipelines.spec;

/**
 * One thing wrong with a spec, and where it was written.
 *
 * @param place the file, line and column
 * @param path the key, such as {@code detect[0].when}; empty for the spec as a whole
 * @param message one sentence: what is wrong and what is allowed
 */
public record PlacedProblem(Place place, String path, String message) {

  /** {@code spec.yaml:12:5: detect[0].when: …}. */
  @Override
  public String toString() {
    boolean said = path.isEmpty() || place.source().endsWith(" " + path);
    return place + ": " + (said ? "" : path + ": ") + message;
  }
}
