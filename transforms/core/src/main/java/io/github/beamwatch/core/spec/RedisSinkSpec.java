package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A Redis server, as a cache for dashboards. */
public record RedisSinkSpec(
    @JsonProperty(required = true) @JsonPropertyDescription("host:port of the server.")
        String address,
    @JsonPropertyDescription("User, where the server has several. Default: the server's own.")
        @Nullable String username,
    @JsonPropertyDescription("Password. Never printed. Default: none.") @Nullable Secret password,
    @JsonPropertyDescription("Number of the database. Default 0.") Integer database,
    @JsonPropertyDescription("true: the connection is encrypted. Default false.") Boolean tls,
    @JsonPropertyDescription("What every key begins with, such as ads: . Default nothing.")
        String keyPrefix,
    @JsonPropertyDescription("How long a key is kept after it was written. Default 24h.")
        Duration ttl,
    @JsonPropertyDescription("How long to wait for an answer. Default 10s.") Duration timeout,
    @JsonPropertyDescription(SinkSpec.RETRY_FOR) Duration retryFor)
    implements Serializable {

  public static final Duration DEFAULT_TTL = Duration.ofHours(24);
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  public RedisSinkSpec {
    database = database == null ? 0 : database;
    tls = tls == null ? Boolean.FALSE : tls;
    keyPrefix = keyPrefix == null ? "" : keyPrefix;
    ttl = ttl == null ? DEFAULT_TTL : ttl;
    timeout = timeout == null ? DEFAULT_TIMEOUT : timeout;
    retryFor = retryFor == null ? SinkSpec.DEFAULT_RETRY_FOR : retryFor;
  }
}
