package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An Elasticsearch or OpenSearch cluster. */
public record ElasticsearchSinkSpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription(
            "The nodes, each as http://host:port; another is taken when one fails.")
        List<String> urls,
    @JsonPropertyDescription("elasticsearch (7.8 and newer) or opensearch. Default elasticsearch.")
        Flavor flavor,
    @JsonPropertyDescription(
            "What the names of indexes and templates begin with. Default beamwatch.")
        String indexPrefix,
    @JsonPropertyDescription(
            "true: an index a day, by event time, such as beamwatch-alerts-2026.01.31. false: one"
                + " index, such as beamwatch-alerts. Dead letters always have one. Default true.")
        Boolean daily,
    @JsonPropertyDescription("User of a login by password.") @Nullable String username,
    @JsonPropertyDescription("Password of that user. Never printed.") @Nullable Secret password,
    @JsonPropertyDescription("Elasticsearch's API key, encoded, instead of a user. Never printed.")
        @Nullable Secret apiKey,
    @JsonPropertyDescription(
            "PEM file with the certificates that the server's must lead to. Default: those of Java.")
        @Nullable String caFile,
    @JsonPropertyDescription("How long to wait for an answer. Default 30s.") Duration timeout,
    @JsonPropertyDescription(SinkSpec.RETRY_FOR) Duration retryFor)
    implements Serializable {

  public static final String DEFAULT_INDEX_PREFIX = "beamwatch";
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  /** Whose server it is. */
  public enum Flavor {
    @JsonProperty("elasticsearch")
    ELASTICSEARCH,
    @JsonProperty("opensearch")
    OPENSEARCH
  }

  public ElasticsearchSinkSpec {
    urls = urls == null ? List.of() : List.copyOf(urls);
    flavor = flavor == null ? Flavor.ELASTICSEARCH : flavor;
    indexPrefix = indexPrefix == null ? DEFAULT_INDEX_PREFIX : indexPrefix;
    daily = daily == null ? Boolean.TRUE : daily;
    timeout = timeout == null ? DEFAULT_TIMEOUT : timeout;
    retryFor = retryFor == null ? SinkSpec.DEFAULT_RETRY_FOR : retryFor;
  }
}
