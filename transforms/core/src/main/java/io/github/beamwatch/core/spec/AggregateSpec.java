package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One aggregate: exactly one of count, sum, min, max, mean, value; where narrows the last five. */
public record AggregateSpec(
    @JsonPropertyDescription(
            "Counts the events whose fields equal these texts; {} counts every event.")
        @Nullable Map<String, String> count,
    @JsonPropertyDescription("Sums this number field.") @Nullable String sum,
    @JsonPropertyDescription("The smallest value of this number field.") @Nullable String min,
    @JsonPropertyDescription("The largest value of this number field.") @Nullable String max,
    @JsonPropertyDescription("The mean of this number field.") @Nullable String mean,
    @JsonPropertyDescription("Only without a window: the number in this field of the event.")
        @Nullable String value,
    @JsonPropertyDescription("Only events whose fields equal these texts.")
        Map<String, String> where)
    implements Serializable {

  public AggregateSpec {
    count = count == null ? null : Collections.unmodifiableMap(new TreeMap<>(count));
    where = where == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(where));
  }

  /** The sum of a number field. */
  public static AggregateSpec sumOf(String field) {
    return new AggregateSpec(null, field, null, null, null, null, Map.of());
  }

  /** The number fields that this aggregate reads. */
  public List<String> numberFields() {
    return Stream.of(sum, min, max, mean, value).filter(Objects::nonNull).toList();
  }

  /** The texts that fields must equal for an event to be taken in. */
  public Map<String, String> filter() {
    return count == null ? where : count;
  }
}
