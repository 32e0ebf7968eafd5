package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.time.Duration;

/** A collection of MongoDB. */
public record MongoSinkSpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription(
            "mongodb://user:password@host:27017 or mongodb+srv://… Never printed.")
        Secret uri,
    @JsonProperty(required = true) @JsonPropertyDescription("The database.") String database,
    @JsonProperty(required = true) @JsonPropertyDescription("The collection.") String collection,
    @JsonPropertyDescription(SinkSpec.RETRY_FOR) Duration retryFor)
    implements Serializable {

  public MongoSinkSpec {
    retryFor = retryFor == null ? SinkSpec.DEFAULT_RETRY_FOR : retryFor;
  }
}
