package io.github.beamwatch.core.ranking;

import java.io.Serializable;
import java.util.List;

/**
 * An entity at the top of a ranking.
 *
 * @param rank 1 for the most unusual; equal scores are ordered by the entity's name
 * @param entity its name
 * @param score in the model's unit; higher is more unusual
 * @param values of its features, in the order of the ranking's names; NaN where one is missing
 * @param reasons the features that made it so, the strongest first; only those that added to the
 *     score
 */
public record RankedEntity(
    long rank, String entity, double score, List<Double> values, List<Reason> reasons)
    implements Serializable {

  public RankedEntity {
    values = List.copyOf(values);
    reasons = List.copyOf(reasons);
  }
}
