package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.util.List;

/** Files on any Beam filesystem; names ending in {@code .gz} are decompressed. */
public record FilesSourceSpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription("Paths or globs, for example /data/events-*.jsonl.gz.")
        List<String> paths)
    implements Serializable {

  public FilesSourceSpec {
    paths = paths == null ? List.of() : List.copyOf(paths);
  }
}
