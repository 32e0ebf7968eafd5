package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where newer versions of the rules come from while a job runs: exactly one of file, kafka. */
public record LiveRulesSpec(
    @JsonPropertyDescription("A file that is looked at again and again.") @Nullable File file,
    @JsonPropertyDescription("A topic with one partition, one version in each message.")
        @Nullable Kafka kafka,
    @JsonPropertyDescription("How often to look. Default 5s.") Duration every)
    implements Serializable {

  public static final Duration DEFAULT_EVERY = Duration.ofSeconds(5);

  /** A file, or several of which each is a version. */
  public record File(
      @JsonProperty(required = true)
          @JsonPropertyDescription("A path or glob on any Beam filesystem.")
          String path)
      implements Serializable {}

  /** A topic, best a compacted one. */
  public record Kafka(
      @JsonPropertyDescription("host:port of one or more brokers. Default: those of the source.")
          @Nullable String bootstrapServers,
      @JsonProperty(required = true) @JsonPropertyDescription("The topic to read.") String topic,
      @JsonPropertyDescription("Further Kafka consumer properties.") Map<String, String> properties)
      implements Serializable {
    public Kafka {
      properties =
          properties == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(properties));
    }

    /** Without the values of properties, which may be secrets. */
    @Override
    public String toString() {
      return "Kafka[bootstrapServers=%s, topic=%s, properties=%s]"
          .formatted(bootstrapServers, topic, properties.keySet());
    }
  }

  public LiveRulesSpec {
    every = every == null ? DEFAULT_EVERY : every;
  }
}
