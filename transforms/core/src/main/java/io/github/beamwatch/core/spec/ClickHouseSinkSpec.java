package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A ClickHouse server, by its HTTP interface. */
public record ClickHouseSinkSpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription("The HTTP interface, such as http://localhost:8123.")
        String url,
    @JsonPropertyDescription("The database, which must be there. Default default.") String database,
    @JsonPropertyDescription("What the names of the tables begin with. Default beamwatch_.")
        String tablePrefix,
    @JsonPropertyDescription("User. Default: the server's own.") @Nullable String username,
    @JsonPropertyDescription("Password of that user. Never printed.") @Nullable Secret password,
    @JsonPropertyDescription(
            "PEM file with the certificates that the server's must lead to. Default: those of Java.")
        @Nullable String caFile,
    @JsonPropertyDescription("How long to wait for an answer. Default 30s.") Duration timeout,
    @JsonPropertyDescription(SinkSpec.RETRY_FOR) Duration retryFor)
    implements Serializable {

  public static final String DEFAULT_DATABASE = "default";
  public static final String DEFAULT_TABLE_PREFIX = "beamwatch_";
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  public ClickHouseSinkSpec {
    database = database == null ? DEFAULT_DATABASE : database;
    tablePrefix = tablePrefix == null ? DEFAULT_TABLE_PREFIX : tablePrefix;
    timeout = timeout == null ? DEFAULT_TIMEOUT : timeout;
    retryFor = retryFor == null ? SinkSpec.DEFAULT_RETRY_FOR : retryFor;
  }
}
