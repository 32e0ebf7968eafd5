package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A detector by its name, with the parameters that are set: {@code {ewma_z: {alpha: 0.02}}}, or
 * several as one: {@code {ensemble: {combine: majority, of: [ewma_z, iqr]}}}.
 *
 * @param name as it is registered, or {@link #ENSEMBLE}, {@link #CALIBRATED} or {@link
 *     #SUPPRESS_TAIL}
 * @param parameters by name
 * @param combine how the members of an ensemble become one; null for any other
 * @param of the members of an ensemble; the one detector whose scores are calibrated or quietened
 */
public record DetectorSpec(
    String name, Map<String, Double> parameters, @Nullable Combine combine, List<DetectorSpec> of)
    implements Serializable {

  public static final String ENSEMBLE = "ensemble";
  public static final String CALIBRATED = "calibrated";
  public static final String SUPPRESS_TAIL = "suppress_tail";

  public DetectorSpec {
    parameters =
        parameters == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(parameters));
    of = of == null ? List.of() : List.copyOf(of);
  }

  /** A detector with the defaults of its parameters. */
  public static DetectorSpec named(String name) {
    return new DetectorSpec(name, Map.of(), null, List.of());
  }

  /** From the one key that stands under {@code detector}, and what stands under it. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static DetectorSpec read(Map<String, Map<String, Object>> tree) {
    if (tree.size() != 1) {
      // reported where the number of keys is checked; nothing here could be right
      return named("");
    }
    Map.Entry<String, Map<String, Object>> only = tree.entrySet().iterator().next();
    Map<String, Double> parameters = new TreeMap<>();
    Combine combine = null;
    List<DetectorSpec> of = new ArrayList<>();
    for (Map.Entry<String, Object> setting : only.getValue().entrySet()) {
      Object value = setting.getValue();
      if (value instanceof Number number) {
        parameters.put(setting.getKey(), number.doubleValue());
      } else if (value instanceof String word) {
        combine = Combine.valueOf(word.toUpperCase(Locale.ROOT));
      } else if (value instanceof List<?> members) {
        members.forEach(member -> of.add(member(member)));
      } else {
        of.add(member(value));
      }
    }
    return new DetectorSpec(only.getKey(), parameters, combine, of);
  }

  @SuppressWarnings("unchecked") // the shape was checked against the schema
  private static DetectorSpec member(@Nullable Object tree) {
    return tree instanceof Map<?, ?> map ? read((Map<String, Map<String, Object>>) map) : named("");
  }
}
