package io.github.beamwatch.core.spec.ranking;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who is ranked, and which features an entity gets from its events. */
public record FeaturesSpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription("The field that names the entity, such as user_id.")
        String entity,
    @JsonProperty(required = true)
        @JsonPropertyDescription("The number that is summed, averaged and so on, such as amount.")
        String amount,
    @JsonPropertyDescription("A field whose values get a share each. Unset: none.")
        @Nullable Types types,
    @JsonPropertyDescription(
            "Fields whose different values are counted, such as merchant_id. Default none.")
        List<String> distinct,
    @JsonPropertyDescription("Percentiles of the amount, 0 to 100. Default [10, 50, 90].")
        List<Integer> percentiles,
    @JsonPropertyDescription("The hours that are night. Default from 0 to 6.") Night night,
    @JsonPropertyDescription(
            "What a missing feature becomes, such as the gap of a single event: median, constant,"
                + " or drop, which leaves the entity out. Default median.")
        Missing missing,
    @JsonPropertyDescription("What it becomes with missing: constant. Default 0.") Double constant,
    @JsonPropertyDescription(
            "On which scale a model sees features: none, standard (deviations from the mean), robust"
                + " (interquartile ranges from the median) or log. Default log.")
        Scaling scaling,
    @JsonPropertyDescription("Single features that are treated otherwise, by name.")
        Map<String, Column> columns,
    @JsonPropertyDescription(
            "So many of an entity's newest events are features too: amount, gap, hour and type of"
                + " each. With the model lstm only. Default 0.")
        Integer recent)
    implements Serializable {

  public static final List<Integer> DEFAULT_PERCENTILES = List.of(10, 50, 90);

  /** What is done where a value is missing. */
  public enum Missing {
    @JsonProperty("drop")
    DROP,
    @JsonProperty("constant")
    CONSTANT,
    @JsonProperty("median")
    MEDIAN
  }

  /** On which scale a model sees values. */
  public enum Scaling {
    @JsonProperty("none")
    NONE,
    @JsonProperty("standard")
    STANDARD,
    @JsonProperty("robust")
    ROBUST,
    @JsonProperty("log")
    LOG
  }

  /** A field whose values get a share each. */
  public record Types(
      @JsonProperty(required = true) @JsonPropertyDescription("The field.") String field,
      @JsonProperty(required = true)
          @JsonPropertyDescription("The values; events with others count in no share.")
          List<String> values)
      implements Serializable {
    public Types {
      values = values == null ? List.of() : List.copyOf(values);
    }
  }

  /** Hours of the day, UTC. */
  public record Night(
      @JsonPropertyDescription("The hour at which it begins, 0 to 23. Default 0.") Integer from,
      @JsonPropertyDescription("The hour before which it ends, 0 to 24. Default 6.") Integer to)
      implements Serializable {
    public static final Night DEFAULT = new Night(0, 6);

    public Night {
      from = from == null ? 0 : from;
      to = to == null ? 6 : to;
    }
  }

  /** One feature that is treated otherwise. */
  public record Column(
      @JsonPropertyDescription("As features.missing.") @Nullable Missing missing,
      @JsonPropertyDescription("As features.constant.") @Nullable Double constant,
      @JsonPropertyDescription("As features.scaling.") @Nullable Scaling scaling)
      implements Serializable {}

  public FeaturesSpec {
    distinct = distinct == null ? List.of() : List.copyOf(distinct);
    percentiles = percentiles == null ? DEFAULT_PERCENTILES : List.copyOf(percentiles);
    night = night == null ? Night.DEFAULT : night;
    missing = missing == null ? Missing.MEDIAN : missing;
    constant = constant == null ? Double.valueOf(0.0) : constant;
    scaling = scaling == null ? Scaling.LOG : scaling;
    columns = columns == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(columns));
    recent = recent == null ? 0 : recent;
  }

  /** The fields that are read as texts: these and more, each once. */
  public List<String> texts(Collection<String> more) {
    Set<String> texts = new LinkedHashSet<>();
    texts.add(entity);
    if (types != null) {
      texts.add(types.field());
    }
    texts.addAll(distinct);
    texts.addAll(more);
    return texts.stream().filter(Objects::nonNull).toList();
  }
}
