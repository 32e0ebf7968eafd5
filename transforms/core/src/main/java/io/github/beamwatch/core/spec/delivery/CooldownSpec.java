package io.github.beamwatch.core.spec.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a rule of a series stays quiet on a channel after a message about it. */
public record CooldownSpec(
    @JsonProperty(value = "for", required = true)
        @JsonPropertyDescription(
            "After an alert, other alerts of the same rule and labels are held back for this long.")
        Duration quietFor,
    @JsonPropertyDescription(
            "redis: by the clock, shared by all who share the claims. state: by event time, in the"
                + " pipeline's state. Default redis where there are claims, else state.")
        @Nullable Store store)
    implements Serializable {

  /** Where the last message is remembered. */
  public enum Store {
    @JsonProperty("redis")
    REDIS,
    @JsonProperty("state")
    STATE
  }
}
