package io.github.beamwatch.core.spec.ranking;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.util.List;

/** What is known of entities: CSV files with a header, and a row for each. */
public record LabelsSpec(
    @JsonProperty(required = true) @JsonPropertyDescription("Paths or globs of CSV files.")
        List<String> paths,
    @JsonProperty(required = true) @JsonPropertyDescription("The column with the entity's name.")
        String entity,
    @JsonProperty(required = true) @JsonPropertyDescription("The column with the label.")
        String label,
    @JsonPropertyDescription(
            "The labels that are bad. Default: any that is not empty, 0, false, legit or none.")
        List<String> bad)
    implements Serializable {
  public LabelsSpec {
    paths = paths == null ? List.of() : List.copyOf(paths);
    bad = bad == null ? List.of() : List.copyOf(bad);
  }
}
