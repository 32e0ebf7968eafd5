package io.github.beamwatch.core.spec.ranking;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.github.beamwatch.core.spec.FilesSourceSpec;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What tells the unusual from the usual. */
public record ModelSpec(
    @JsonPropertyDescription(
            "The model: any of docs/models.md, lstm for sequences of events, onnx for one that another"
                + " program trained. Default auto.")
        String name,
    @JsonPropertyDescription("Those that are not to have their defaults, such as {numTrees: 200}.")
        Map<String, Double> parameters,
    @JsonPropertyDescription("Of everything random: the same gives the same model. Default 1.")
        Long seed,
    @JsonPropertyDescription("So many entities train it at most. Default 100000.")
        Integer sampleRows,
    @JsonPropertyDescription(
            "The model file, on any Beam filesystem: written by train; loaded by all others where it"
                + " is there. Unset: trained in each run, and kept nowhere.")
        @Nullable String file,
    @JsonPropertyDescription("Files of events to train on. Default: those that are ranked.")
        @Nullable FilesSourceSpec train,
    @JsonProperty("import")
        @JsonPropertyDescription("With name: onnx: its file, on any Beam filesystem.")
        @Nullable String imported)
    implements Serializable {

  public static final String DEFAULT_NAME = "auto";
  public static final int DEFAULT_SAMPLE_ROWS = 100_000;
  public static final ModelSpec DEFAULT =
      new ModelSpec(DEFAULT_NAME, Map.of(), 1L, DEFAULT_SAMPLE_ROWS, null, null, null);

  /** The name of a model that another program trained. */
  public static final String ONNX = "onnx";

  public ModelSpec {
    name = name == null ? DEFAULT_NAME : name;
    parameters =
        parameters == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(parameters));
    seed = seed == null ? Long.valueOf(1) : seed;
    sampleRows = sampleRows == null ? DEFAULT_SAMPLE_ROWS : sampleRows;
  }
}
