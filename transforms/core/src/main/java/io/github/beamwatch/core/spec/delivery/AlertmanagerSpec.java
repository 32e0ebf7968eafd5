package io.github.beamwatch.core.spec.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.github.beamwatch.core.spec.Secret;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Prometheus Alertmanager: its silences, inhibition and receivers. */
public record AlertmanagerSpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription("Its address, such as http://localhost:9093.")
        String url,
    @JsonPropertyDescription("Who logs in (basic authentication). Default: nobody.")
        @Nullable String username,
    @JsonPropertyDescription("The login's password.") @Nullable Secret password,
    @JsonPropertyDescription(
            "How long an alert stays in Alertmanager that nobody resolves; without it, Alertmanager"
                + " would resolve every alert after its resolve_timeout of 5m. Default 24h.")
        Duration expireAfter,
    @JsonPropertyDescription("A link to show with the alerts: generatorURL. Default: none.")
        @Nullable String generatorUrl)
    implements Serializable {

  public static final Duration DEFAULT_EXPIRY = Duration.ofHours(24);

  public AlertmanagerSpec {
    expireAfter = expireAfter == null ? DEFAULT_EXPIRY : expireAfter;
  }
}
