package io.github.beamwatch.core.spec.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.github.beamwatch.core.spec.Secret;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The memory of what was sent, shared by every delivery that names the same one. */
public record ClaimsSpec(
    @JsonPropertyDescription("A Redis server. Unset: only this process remembers.")
        @Nullable Redis redis,
    @JsonPropertyDescription(
            "How long a claim without a result holds the others back: longer than a request, and as"
                + " long as a message waits whose sender died. Default 30s.")
        Duration pendingFor,
    @JsonPropertyDescription(
            "How long it is remembered that an alert was sent: longer than anybody replays."
                + " Default 7d.")
        Duration keepFor,
    @JsonPropertyDescription(
            "How long messages wait for a Redis that is away. Then they are sent without a claim,"
                + " and counted. Default 5m.")
        Duration waitFor)
    implements Serializable {

  public static final Duration DEFAULT_PENDING = Duration.ofSeconds(30);
  public static final Duration DEFAULT_KEEP = Duration.ofDays(7);
  public static final Duration DEFAULT_WAIT = Duration.ofMinutes(5);

  public ClaimsSpec {
    pendingFor = pendingFor == null ? DEFAULT_PENDING : pendingFor;
    keepFor = keepFor == null ? DEFAULT_KEEP : keepFor;
    waitFor = waitFor == null ? DEFAULT_WAIT : waitFor;
  }

  /** A Redis server. */
  public record Redis(
      @JsonProperty(required = true)
          @JsonPropertyDescription(
              "Its address: redis://host:6379, with a login redis://:password@host:6379/0, with TLS"
                  + " rediss://.")
          Secret uri,
      @JsonPropertyDescription(
              "What the keys begin with. Deliveries with the same one share their memory. Default"
                  + " beamwatch:.")
          String keyPrefix)
      implements Serializable {

    public static final String DEFAULT_KEY_PREFIX = "beamwatch:";

    public Redis {
      keyPrefix = keyPrefix == null ? DEFAULT_KEY_PREFIX : keyPrefix;
    }
  }
}
