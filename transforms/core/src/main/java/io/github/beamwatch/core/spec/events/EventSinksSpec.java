package io.github.beamwatch.core.spec.events;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.core.spec.SinksSpec;
import java.io.Serializable;
import java.util.List;

/** Where a ranking of events writes to. */
public record EventSinksSpec(
    @JsonPropertyDescription(
            "The events with the highest scores, with reasons. Default files in top/.")
        List<SinkSpec> top,
    @JsonPropertyDescription("Every event with its score: files only. Default files in scores/.")
        List<SinkSpec> scores,
    @JsonPropertyDescription(
            "Records that could not be used, with the reason. Default files in dead-letters/.")
        List<SinkSpec> deadLetters)
    implements Serializable {

  public static final List<SinkSpec> DEFAULT_TOP = List.of(SinkSpec.toFiles("top"));
  public static final List<SinkSpec> DEFAULT_SCORES = List.of(SinkSpec.toFiles("scores"));
  public static final EventSinksSpec DEFAULT =
      new EventSinksSpec(DEFAULT_TOP, DEFAULT_SCORES, SinksSpec.DEFAULT_DEAD_LETTERS);

  public EventSinksSpec {
    top = top == null ? DEFAULT_TOP : List.copyOf(top);
    scores = scores == null ? DEFAULT_SCORES : List.copyOf(scores);
    deadLetters = deadLetters == null ? SinksSpec.DEFAULT_DEAD_LETTERS : List.copyOf(deadLetters);
  }
}
