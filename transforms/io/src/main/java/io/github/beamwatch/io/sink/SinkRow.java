package io.github.beamwatch.io.sink;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A result on its way to a server.
 *
 * @param kind what it is
 * @param id equal for equal results, so that one that is written again replaces itself: an alert's
 *     {@code alert_id}; of a metric point and a score made from pipeline, rule, labels and window
 * @param rule the rule of an alert or a score; empty for what has none
 * @param labels the series, sorted by label name; of a ranked entity its name as {@code entity};
 *     empty for a dead letter
 * @param startMillis epoch milliseconds: of an alert when its condition began to hold, so that it
 *     is the same when it fires and when it is resolved; of points and scores the window's start;
 *     of a dead letter its event time, or {@link #NO_TIME}
 * @param endMillis epoch milliseconds: the end of the window that it tells of; of a dead letter its
 *     event time, or {@link #NO_TIME}
 * @param json all of it, as one JSON object
 */
public record SinkRow(
    Kind kind,
    String id,
    String rule,
    SortedMap<String, String> labels,
    long startMillis,
    long endMillis,
    String json)
    implements Serializable {

  /** The time of what has none. */
  public static final long NO_TIME = Long.MIN_VALUE;

  /** What a row is. The lower-case name is the contract. */
  public enum Kind {
    ALERT,
    METRIC,
    SCORE,
    DEAD_LETTER,
    ENTITY;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word, such as {@code dead_letter}. */
    public String word() {
      return word;
    }
  }

  public SinkRow {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /** The JSON as bytes. */
  public byte[] bytes() {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
