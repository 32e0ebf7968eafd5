package io.github.beamwatch.core.spec.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.github.beamwatch.core.spec.Secret;
import java.io.Serializable;

/** An incoming webhook of Slack. */
public record SlackSpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription(
            "The webhook's address, which is a secret: https://hooks.slack.com/services/…")
        Secret url)
    implements Serializable {}
