package io.github.beamwatch.core.detector;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A checked value for every parameter of a detector. */
public final class ParameterValues {
  private final Map<String, Double> values = new TreeMap<>();

  /**
   * @param owner whose parameters they are, for messages, such as {@code detector ewma_z}
   * @throws IllegalArgumentException with one sentence where a name is unknown or a value not
   *     allowed
   */
  public ParameterValues(String owner, List<Parameter> parameters, Map<String, Double> set) {
    TreeSet<String> unknown = new TreeSet<>(set.keySet());
    for (Parameter parameter : parameters) {
      unknown.remove(parameter.name());
      double value = set.getOrDefault(parameter.name(), parameter.byDefault());
      if (!(value >= parameter.min() && value <= parameter.max())) {
        throw new IllegalArgumentException(
            "%s: %s is %s; allowed is %s to %s"
                .formatted(owner, parameter.name(), value, parameter.min(), parameter.max()));
      }
      values.put(parameter.name(), value);
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no parameter %s; it has %s"
              .formatted(owner, unknown.first(), String.join(", ", values.keySet())));
    }
  }

  /** The value of a parameter that the detector declares. */
  public double number(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalStateException(
          "a detector asks for a parameter it does not declare: " + name);
    }
    return value;
  }

  /** The same, rounded to a whole number. */
  public int count(String name) {
    return (int) Math.round(number(name));
  }
}
