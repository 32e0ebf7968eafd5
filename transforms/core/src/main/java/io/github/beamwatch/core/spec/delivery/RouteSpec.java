package io.github.beamwatch.core.spec.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends the alerts that match to some channels. */
public record RouteSpec(
    @JsonPropertyDescription("What an alert must be like. Unset: every alert matches.")
        @Nullable MatchSpec match,
    @JsonProperty(required = true)
        @JsonPropertyDescription("Names of channels; an empty list drops what matches.")
        List<String> channels,
    @JsonProperty("continue")
        @JsonPropertyDescription("Whether the routes below are asked as well. Default false.")
        Boolean goesOn)
    implements Serializable {

  public RouteSpec {
    channels = channels == null ? List.of() : List.copyOf(channels);
    goesOn = goesOn == null ? Boolean.FALSE : goesOn;
  }
}
