package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where results go: exactly one of these. */
public record SinkSpec(
    @JsonPropertyDescription("A Kafka topic, keyed by series.") @Nullable Kafka kafka,
    @JsonPropertyDescription("Files in a folder: JSON lines, CSV or Parquet.")
        @Nullable Files files,
    @JsonPropertyDescription("The console of the process that does the work.")
        @Nullable Console console,
    @JsonPropertyDescription("An HTTP server of your own that takes JSON by POST.")
        @Nullable WebhookSinkSpec webhook,
    @JsonPropertyDescription("An Elasticsearch or OpenSearch cluster.")
        @Nullable ElasticsearchSinkSpec elasticsearch,
    @JsonPropertyDescription("A Redis server, as a cache for dashboards: not for dead letters.")
        @Nullable RedisSinkSpec redis,
    @JsonPropertyDescription("A ClickHouse server.") @Nullable ClickHouseSinkSpec clickhouse,
    @JsonPropertyDescription("A table of PostgreSQL, or of any database with a JDBC driver.")
        @Nullable JdbcSinkSpec jdbc,
    @JsonPropertyDescription("A collection of MongoDB.") @Nullable MongoSinkSpec mongodb)
    implements Serializable {

  /** How long a batch is tried where the spec does not say. */
  public static final Duration DEFAULT_RETRY_FOR = Duration.ofMinutes(2);

  static final String RETRY_FOR =
      "How long a batch is tried while the server is away or too busy; then its rows are dead"
          + " letters. 0s tries once. Default 2m.";

  /** JSON-lines files in this folder. */
  public static SinkSpec toFiles(String folder) {
    return toFiles(folder, Line.JSON);
  }

  /** Files in this folder. */
  public static SinkSpec toFiles(String folder, Line line) {
    return new SinkSpec(
        null, new Files(folder, Format.JSONL, line), null, null, null, null, null, null, null);
  }

  /** A Kafka topic. */
  public record Kafka(
      @JsonPropertyDescription("host:port of one or more brokers. Default: those of the source.")
          @Nullable String bootstrapServers,
      @JsonProperty(required = true) @JsonPropertyDescription("The topic to write.") String topic,
      @JsonPropertyDescription("Login and encryption. Default: those of the source's brokers.")
          @Nullable KafkaSecuritySpec security,
      @JsonPropertyDescription("Further Kafka producer properties.") Map<String, String> properties,
      @JsonPropertyDescription(
              "Writes in transactions; streams on Flink only, not for dead letters. Read"
                  + " docs/kafka.md first. Default false.")
          Boolean exactlyOnce)
      implements Serializable {
    /** The same; what is left out is that of the source, where its brokers are meant. */
    public Kafka orAs(@Nullable KafkaSourceSpec source) {
      return source == null || bootstrapServers != null
          ? this
          : new Kafka(
              source.bootstrapServers(),
              topic,
              security == null ? source.security() : security,
              properties,
              exactlyOnce);
    }

    public Kafka {
      properties =
          properties == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(properties));
      exactlyOnce = exactlyOnce == null ? Boolean.FALSE : exactlyOnce;
    }

    /** Without the values of properties, which may be secrets. */
    @Override
    public String toString() {
      return "Kafka[bootstrapServers=%s, topic=%s, security=%s, properties=%s, exactlyOnce=%s]"
          .formatted(bootstrapServers, topic, security, properties.keySet(), exactlyOnce);
    }
  }

  /** Files named after what they hold, such as {@code alerts-00000-of-00001.jsonl}. */
  public record Files(
      @JsonProperty(required = true) @JsonPropertyDescription("The folder, on any Beam filesystem.")
          String path,
      @JsonPropertyDescription(
              "jsonl, csv (with a header) or parquet (typed columns). Default jsonl.")
          Format format,
      @JsonPropertyDescription(
              "Of alerts as jsonl only: json (one object a line) or message (the alert's sentence"
                  + " alone, in files ending in .txt). Default json.")
          Line line)
      implements Serializable {
    public Files {
      format = format == null ? Format.JSONL : format;
      line = line == null ? Line.JSON : line;
    }
  }

  /** What a file is. */
  public enum Format {
    @JsonProperty("jsonl")
    JSONL,
    @JsonProperty("csv")
    CSV,
    @JsonProperty("parquet")
    PARQUET
  }

  /** The console. */
  public record Console(
      @JsonPropertyDescription(
              "Of alerts only: message prints the alert's sentence alone. Default: its time, rule and"
                  + " severity before it.")
          @Nullable Line line)
      implements Serializable {}

  /** What is written of an alert. */
  public enum Line {
    @JsonProperty("json")
    JSON,
    @JsonProperty("message")
    MESSAGE
  }
}
