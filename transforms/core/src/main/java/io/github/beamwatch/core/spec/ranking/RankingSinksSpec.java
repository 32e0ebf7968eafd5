package io.github.beamwatch.core.spec.ranking;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.core.spec.SinksSpec;
import java.io.Serializable;
import java.util.List;

/** Where a ranking writes to. */
public record RankingSinksSpec(
    @JsonPropertyDescription(
            "The top, with reasons: one row for each entity. Default: files in top/.")
        List<SinkSpec> top,
    @JsonPropertyDescription(
            "Every entity, in order, in several files of which each goes on where the one before"
                + " ends: files only. Default nowhere.")
        List<SinkSpec> ranking,
    @JsonPropertyDescription(
            "Records that could not be used, with the reason. Default: files in dead-letters/.")
        List<SinkSpec> deadLetters)
    implements Serializable {

  public static final List<SinkSpec> DEFAULT_TOP = List.of(SinkSpec.toFiles("top"));

  public static final RankingSinksSpec DEFAULT =
      new RankingSinksSpec(DEFAULT_TOP, List.of(), SinksSpec.DEFAULT_DEAD_LETTERS);

  public RankingSinksSpec {
    top = top == null ? DEFAULT_TOP : List.copyOf(top);
    ranking = ranking == null ? List.of() : List.copyOf(ranking);
    deadLetters = deadLetters == null ? SinksSpec.DEFAULT_DEAD_LETTERS : List.copyOf(deadLetters);
  }
}
