package io.github.beamwatch.core.ranking;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;

/**
 * In what the top of a ranking is compared with everybody.
 *
 * @param dimensions in the order of the report: {@value #HOUR} and {@value #WEEKDAY} of an event's
 *     time, UTC; any other is the name of a column of events, or of an attribute of entities
 */
public record ProfilePlan(List<String> dimensions) implements Serializable {
  public static final String HOUR = "hour";
  public static final String WEEKDAY = "weekday";

  public ProfilePlan {
    dimensions = List.copyOf(dimensions);
    if (new HashSet<>(dimensions).size() < dimensions.size()) {
      throw new IllegalArgumentException("a dimension is there twice: " + dimensions);
    }
  }

  /** The dimensions that are not taken from the time, in their order. */
  public List<String> columns() {
    return dimensions.stream().filter(name -> !name.equals(HOUR) && !name.equals(WEEKDAY)).toList();
  }
}
