package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An HTTP server of the user's own that takes JSON by POST. */
public record WebhookSinkSpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription("Where to POST to. Never printed: tokens stand in such addresses.")
        Secret url,
    @JsonPropertyDescription("Headers of every request. Their values are never printed.")
        Map<String, Secret> headers,
    @JsonPropertyDescription(
            "How many objects a request may hold. 1: one JSON object. More: a JSON array. Default"
                + " 1.")
        Integer batch,
    @JsonPropertyDescription(
            "Signs every request: X-Beamwatch-Signature is sha256= and the hexadecimal HMAC-SHA256"
                + " of the body under this key. Default: none.")
        @Nullable Secret signatureKey,
    @JsonPropertyDescription(
            "PEM file with the certificates that the server's must lead to. Default: those of Java.")
        @Nullable String caFile,
    @JsonPropertyDescription("How long to wait for an answer. Default 30s.") Duration timeout,
    @JsonPropertyDescription(SinkSpec.RETRY_FOR) Duration retryFor)
    implements Serializable {

  public static final int DEFAULT_BATCH = 1;
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  public WebhookSinkSpec {
    headers = headers == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(headers));
    batch = batch == null ? DEFAULT_BATCH : batch;
    timeout = timeout == null ? DEFAULT_TIMEOUT : timeout;
    retryFor = retryFor == null ? SinkSpec.DEFAULT_RETRY_FOR : retryFor;
  }
}
