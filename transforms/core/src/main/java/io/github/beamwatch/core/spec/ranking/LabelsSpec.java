package io.github.beamwatch.core.spec.ranking;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.github.beamwatch.core.spec.ParseSpec;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which entities are known to be bad or good: files with a row for each, or several. */
public record LabelsSpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription("Paths or globs, for example users-labels/users.csv.gz.")
        List<String> paths,
    @JsonPropertyDescription(
            "csv, with a header line, json, one object a line, parquet or avro; an ending .parquet or"
                + " .avro wins. Default csv.")
        ParseSpec.Format format,
    @JsonPropertyDescription("The column with the entity's name. Default: that of features.entity.")
        @Nullable String entity,
    @JsonProperty(required = true) @JsonPropertyDescription("The column with the label.")
        String label,
    @JsonPropertyDescription(
            "The labels that are bad. Default: any but 0, false, no, good, legit, normal and none.")
        List<String> bad)
    implements Serializable {
  public LabelsSpec {
    paths = paths == null ? List.of() : List.copyOf(paths);
    format = format == null ? ParseSpec.Format.CSV : format;
    bad = bad == null ? List.of() : List.copyOf(bad);
  }
}
