package io.github.beamwatch.core.spec.events;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What tells bad events from others. */
public record EventModelSpec(
    @JsonPropertyDescription(
            "gradient_boosting, which learns from labels, or a model that needs none, such as auto."
                + " Default: gradient_boosting with labels, else auto.")
        @Nullable String name,
    @JsonPropertyDescription("Those that are not to have their defaults, such as {numTrees: 200}.")
        Map<String, Double> parameters,
    @JsonPropertyDescription("Of everything random: the same gives the same model. Default 1.")
        Long seed,
    @JsonPropertyDescription("So many events train it at most. Default 100000.") Integer sampleRows,
    @JsonPropertyDescription("The model file, on any Beam filesystem. --model=FILE replaces it.")
        @Nullable String file,
    @JsonPropertyDescription("Which events train it. Default all.") SpanSpec train)
    implements Serializable {

  public static final int DEFAULT_SAMPLE_ROWS = 100_000;
  public static final EventModelSpec DEFAULT =
      new EventModelSpec(null, Map.of(), 1L, DEFAULT_SAMPLE_ROWS, null, SpanSpec.ALL);

  public EventModelSpec {
    parameters =
        parameters == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(parameters));
    seed = seed == null ? Long.valueOf(1) : seed;
    sampleRows = sampleRows == null ? DEFAULT_SAMPLE_ROWS : sampleRows;
    train = train == null ? SpanSpec.ALL : train;
  }
}
