package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.util.List;

/** Where everything but alerts goes. */
public record SinksSpec(
    @JsonPropertyDescription("One JSON object per series and window. Default nowhere.")
        List<SinkSpec> metrics,
    @JsonPropertyDescription("One JSON object per rule, series and window. Default nowhere.")
        List<SinkSpec> scores,
    @JsonPropertyDescription(
            "Records that could not be used, with the reason. Default: files in dead-letters/.")
        List<SinkSpec> deadLetters)
    implements Serializable {

  public static final List<SinkSpec> DEFAULT_DEAD_LETTERS =
      List.of(SinkSpec.toFiles("dead-letters"));

  public static final SinksSpec DEFAULT = new SinksSpec(List.of(), List.of(), DEFAULT_DEAD_LETTERS);

  public SinksSpec {
    metrics = metrics == null ? List.of() : List.copyOf(metrics);
    scores = scores == null ? List.of() : List.copyOf(scores);
    deadLetters = deadLetters == null ? DEFAULT_DEAD_LETTERS : List.copyOf(deadLetters);
  }
}
