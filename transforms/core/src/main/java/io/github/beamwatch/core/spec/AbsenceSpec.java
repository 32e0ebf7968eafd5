package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.time.Duration;

/** A series that falls silent. */
public record AbsenceSpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription(
            "How long a series may be without an event before that is an alert.")
        Duration after)
    implements Serializable {}
