package io.github.beamwatch.pipelines.spec;

import java.util.Comparator;

/**
 * Where a person wrote something.
 *
 * @param source a file's name, a template's name, or an option such as {@code --set a.b}
 * @param line from 1; 0 where the source has no lines
 * @param column from 1; 0 where the source has no lines
 */
public record Place(String source, int line, int column) implements Comparable<Place> {

  private static final Comparator<Place> ORDER =
      // Options come after the text that they change.
      Comparator.comparing((Place place) -> place.line == 0)
          .thenComparing(Place::source)
          .thenComparingInt(Place::line)
          .thenComparingInt(Place::column);

  /** A source without lines. */
  static Place of(String source) {
    return new Place(source, 0, 0);
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  /** {@code spec.yaml:12:5}, or the source alone. */
  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line + ":" + column;
  }
}
