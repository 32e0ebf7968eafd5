package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A Kafka topic, read by event time. */
public record KafkaSourceSpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription("host:port of one or more brokers, separated by commas.")
        String bootstrapServers,
    @JsonProperty(required = true) @JsonPropertyDescription("The topic to read.") String topic,
    @JsonPropertyDescription(
            "How far events of one partition may be out of order; windows close this much later."
                + " Default 20s.")
        Duration maxDisorder,
    @JsonPropertyDescription(
            "A partition that is drained and silent for this long no longer holds the others back."
                + " Unset: it holds, and nothing of it can ever be late. Leave it unset for"
                + " replays.")
        @Nullable Duration idleAfter,
    @JsonPropertyDescription(
            "Where a job without a checkpoint starts: earliest, latest, committed (by groupId;"
                + " where it has no offset, earliest), or an instant such as 2025-12-17T08:00:00Z"
                + " (records written then or later). Default earliest.")
        String startFrom,
    @JsonPropertyDescription("Consumer group for committed offsets. Default: none are committed.")
        @Nullable String groupId,
    @JsonPropertyDescription("Login and encryption. Default: neither.")
        @Nullable KafkaSecuritySpec security,
    @JsonPropertyDescription("Further Kafka consumer properties.") Map<String, String> properties)
    implements Serializable {

  /** The default of {@code startFrom}. */
  public static final String DEFAULT_START = "earliest";

  public static final Duration DEFAULT_MAX_DISORDER = Duration.ofSeconds(20);

  public KafkaSourceSpec {
    maxDisorder = maxDisorder == null ? DEFAULT_MAX_DISORDER : maxDisorder;
    startFrom = startFrom == null ? DEFAULT_START : startFrom;
    properties =
        properties == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(properties));
  }

  /** A topic, and every default. */
  public static KafkaSourceSpec of(String bootstrapServers, String topic) {
    return new KafkaSourceSpec(
        bootstrapServers, topic, DEFAULT_MAX_DISORDER, null, DEFAULT_START, null, null, Map.of());
  }

  /** The same, starting elsewhere: what {@link StartPosition#parse} reads. */
  public KafkaSourceSpec withStartFrom(String startFrom) {
    return new KafkaSourceSpec(
        bootstrapServers, topic, maxDisorder, idleAfter, startFrom, groupId, security, properties);
  }

  /** The same with a consumer group. */
  public KafkaSourceSpec withGroupId(String groupId) {
    return new KafkaSourceSpec(
        bootstrapServers, topic, maxDisorder, idleAfter, startFrom, groupId, security, properties);
  }

  /** The same with a login. */
  public KafkaSourceSpec withSecurity(@Nullable KafkaSecuritySpec security) {
    return new KafkaSourceSpec(
        bootstrapServers, topic, maxDisorder, idleAfter, startFrom, groupId, security, properties);
  }

  /** The same with other consumer properties. */
  public KafkaSourceSpec withProperties(Map<String, String> properties) {
    return new KafkaSourceSpec(
        bootstrapServers, topic, maxDisorder, idleAfter, startFrom, groupId, security, properties);
  }

  /** Where a job without a checkpoint starts; only of a checked spec. */
  public StartPosition start() {
    return StartPosition.parse(startFrom);
  }

  /** Without the values of properties, which may be secrets. */
  @Override
  public String toString() {
    return "KafkaSourceSpec[bootstrapServers=%s, topic=%s, maxDisorder=%s, idleAfter=%s, startFrom=%s, groupId=%s, security=%s, properties=%s]"
        .formatted(
            bootstrapServers,
            topic,
            maxDisorder,
            idleAfter,
            startFrom,
            groupId,
            security,
            properties.keySet());
  }
}
