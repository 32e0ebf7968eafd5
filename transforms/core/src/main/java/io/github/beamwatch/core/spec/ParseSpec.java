package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** How a record becomes an event. Only fields that the spec names are read. */
public record ParseSpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription(
            "json (one object a line), csv, parquet or avro. Files that end in .parquet or .avro are"
                + " read as what they are, whatever stands here.")
        Format format,
    @JsonProperty(required = true) @JsonPropertyDescription("The event time.")
        TimestampSpec timestamp,
    @JsonPropertyDescription("Bounds of single fields; an event outside them is a dead letter.")
        Map<String, FieldSpec> fields,
    @JsonPropertyDescription("Only with format: csv.") CsvSpec csv,
    @JsonPropertyDescription(
            "A longer record is a dead letter, of which this many bytes are kept. Default 1048576.")
        Integer maxRecordBytes)
    implements Serializable {

  /** The formats. */
  public enum Format {
    @JsonProperty("json")
    JSON,
    @JsonProperty("csv")
    CSV,
    @JsonProperty("parquet")
    PARQUET,
    @JsonProperty("avro")
    AVRO
  }

  public static final int DEFAULT_MAX_RECORD_BYTES = 1 << 20;

  public ParseSpec {
    fields = fields == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(fields));
    csv = csv == null ? CsvSpec.DEFAULT : csv;
    maxRecordBytes = maxRecordBytes == null ? DEFAULT_MAX_RECORD_BYTES : maxRecordBytes;
  }
}
