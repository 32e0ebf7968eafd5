package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.time.Duration;

/** {@code average ← (1 − alpha)·average + alpha·value}; the first window sets it. */
public record EmaSpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription("Weight of the newest window, above 0 and at most 1.")
        Double alpha,
    @JsonPropertyDescription(
            "Forgotten when it has learned nothing for this long (event time). Default 1h.")
        Duration ttl)
    implements Serializable {

  public static final Duration DEFAULT_TTL = Duration.ofHours(1);

  public EmaSpec {
    ttl = ttl == null ? DEFAULT_TTL : ttl;
  }
}
