package io.github.beamwatch.core.series;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The identity of a series: the values of the metric's {@code groupBy} labels, in the order of the
 * spec. The names are the spec's and do not travel with the key.
 *
 * @param values one value per label; never null, possibly empty texts; an empty list is the single
 *     series of a metric without {@code groupBy}
 */
public record SeriesKey(List<String> values) implements Comparable<SeriesKey>, Serializable {

  public SeriesKey {
    values = List.copyOf(values);
  }

  /**
   * What the value of a masked label begins with. Behind it stands a keyed hash, which tells the
   * series apart; what is shown is {@value #MASK}.
   */
  public static final String MASKED = "\u0001";

  private static final String MASK = "***";

  public static SeriesKey of(String... values) {
    return new SeriesKey(List.of(values));
  }

  /** One value as it may be shown. */
  public String shown(int label) {
    String value = values.get(label);
    return value.startsWith(MASKED) ? MASK : value;
  }

  /**
   * The labels by name as they may be shown, sorted by name. {@code names} are the spec's {@code
   * groupBy}.
   */
  public SortedMap<String, String> labels(List<String> names) {
    SortedMap<String, String> labels = distinctLabels(names);
    for (int i = 0; i < names.size(); i++) {
      labels.put(names.get(i), shown(i));
    }
    return labels;
  }

  /**
   * The labels by name, sorted by name, with what tells masked ones apart: for identities, not to
   * be shown. {@code names} are the spec's {@code groupBy}.
   */
  public SortedMap<String, String> distinctLabels(List<String> names) {
    if (names.size() != values.size()) {
      throw new IllegalArgumentException(
          "a series key of " + values.size() + " values does not fit the labels " + names);
    }
    SortedMap<String, String> labels = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      labels.put(names.get(i), values.get(i));
    }
    return labels;
  }

  @Override
  public int compareTo(SeriesKey other) {
    List<String> a = values;
    List<String> b = other.values;
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = a.get(i).compareTo(b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}
