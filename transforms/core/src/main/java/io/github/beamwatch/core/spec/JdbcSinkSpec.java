package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A table of a database, reached by JDBC. */
public record JdbcSinkSpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription(
            "jdbc:postgresql://host:5432/database, or of another database whose driver is on the"
                + " class path.")
        String url,
    @JsonPropertyDescription("The user. Default: none is sent.") @Nullable String username,
    @JsonPropertyDescription("Of that user. Never printed.") @Nullable Secret password,
    @JsonPropertyDescription(
            "Only for PostgreSQL: the table, which is made where it is missing. Default"
                + " beamwatch_results.")
        String table,
    @JsonPropertyDescription(
            "What is executed for a row, in place of the one for PostgreSQL; holds any of :id,"
                + " :kind, :rule, :labels, :start, :end, :json.")
        @Nullable String statement,
    @JsonPropertyDescription(SinkSpec.RETRY_FOR) Duration retryFor)
    implements Serializable {

  public static final String DEFAULT_TABLE = "beamwatch_results";

  public JdbcSinkSpec {
    table = table == null ? DEFAULT_TABLE : table;
    retryFor = retryFor == null ? SinkSpec.DEFAULT_RETRY_FOR : retryFor;
  }

  /** Whether we know how this database replaces a row. */
  public boolean postgres() {
    return url.startsWith("jdbc:postgresql:");
  }
}
