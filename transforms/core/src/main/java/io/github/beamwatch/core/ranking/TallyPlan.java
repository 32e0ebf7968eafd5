package io.github.beamwatch.core.ranking;

import java.io.Serializable;
import java.util.List;

/** What {@link RankingTally} must know of those that are ranked. */
public interface TallyPlan extends Serializable {

  /** What they are. */
  RankingResult.Subject subject();

  /** The names of their features, in the order of a row. */
  List<String> names();

  /** In what the top is compared with everybody. */
  ProfilePlan profile();

  /** Whether it is known of some of them whether they are bad. */
  boolean labelled();

  /** What else is told of each in the head, by name. */
  List<String> details();
}
