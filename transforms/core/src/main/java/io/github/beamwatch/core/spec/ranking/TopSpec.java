package io.github.beamwatch.core.spec.ranking;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;

/** How much of the ranking's head is told. */
public record TopSpec(
    @JsonPropertyDescription("How many entities. Default 100.") Integer count,
    @JsonPropertyDescription("How many reasons each has at most. Default 5.") Integer reasons)
    implements Serializable {

  public static final int DEFAULT_COUNT = 100;
  public static final int DEFAULT_REASONS = 5;
  public static final TopSpec DEFAULT = new TopSpec(DEFAULT_COUNT, DEFAULT_REASONS);

  public TopSpec {
    count = count == null ? DEFAULT_COUNT : count;
    reasons = reasons == null ? DEFAULT_REASONS : reasons;
  }
}
