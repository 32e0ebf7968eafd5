package io.github.beamwatch.pipelines.ranking;

import io.github.beamwatch.core.ranking.TallyPlan;
import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.core.spec.events.EventRankingSpec;
import io.github.beamwatch.core.spec.ranking.RankingSpec;
import io.github.beamwatch.core.spec.ranking.ReportSpec;
import io.github.beamwatch.core.spec.ranking.TopSpec;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a ranking, and where, whatever is ranked.
 *
 * @param plan of the ranking's tally
 * @param name of the pipeline
 * @param description one sentence, or empty
 * @param specVersion of its spec
 * @param top how much of the head is told
 * @param sinks of the head
 * @param report null for none
 */
public record RankingHead(
    TallyPlan plan,
    String name,
    String description,
    String specVersion,
    TopSpec top,
    List<SinkSpec> sinks,
    @Nullable ReportSpec report)
    implements Serializable {

  /** Of entities. */
  public static RankingHead of(RankingSpec spec, String specVersion, TallyPlan plan) {
    return new RankingHead(
        plan,
        spec.name(),
        spec.description() == null ? "" : spec.description(),
        specVersion,
        spec.top(),
        spec.sinks().top(),
        spec.report());
  }

  /** Of events. */
  public static RankingHead of(EventRankingSpec spec, String specVersion, TallyPlan plan) {
    return new RankingHead(
        plan,
        spec.name(),
        spec.description() == null ? "" : spec.description(),
        specVersion,
        spec.top(),
        spec.sinks().top(),
        spec.report());
  }
}
