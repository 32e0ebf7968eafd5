package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Where the events come from: exactly one of these. */
public record SourceSpec(
    @JsonPropertyDescription("A Kafka topic: unbounded.") @Nullable KafkaSourceSpec kafka,
    @JsonPropertyDescription("Files: bounded.") @Nullable FilesSourceSpec files)
    implements Serializable {

  /** A source of files, as {@code run --input} makes it. */
  public static SourceSpec ofFiles(String... paths) {
    return new SourceSpec(null, new FilesSourceSpec(java.util.List.of(paths)));
  }

  /** Whether the input ends. */
  public boolean bounded() {
    return files != null;
  }
}
