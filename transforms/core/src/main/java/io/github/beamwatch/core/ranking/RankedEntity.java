package io.github.beamwatch.core.ranking;

import java.io.Serializable;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An entity at the top of a ranking.
 *
 * @param rank 1 for the most unusual; equal scores are ordered by the entity's name
 * @param entity its name
 * @param score in the model's unit; higher is more unusual
 * @param values of its features, in the order of the ranking's names; NaN where one is missing
 * @param reasons the features that made it so, the strongest first; only those that added to the
 *     score
 * @param time of an event its own; of an entity that of the newest event of all
 * @param details what else is told of it, by name
 */
public record RankedEntity(
    long rank,
    String entity,
    double score,
    List<Double> values,
    List<Reason> reasons,
    Instant time,
    Map<String, String> details)
    implements Serializable {

  public RankedEntity {
    values = List.copyOf(values);
    reasons = List.copyOf(reasons);
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }
}
