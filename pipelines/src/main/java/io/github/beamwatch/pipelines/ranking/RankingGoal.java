package io.github.beamwatch.pipelines.ranking;

/** What is wanted of a ranking. */
public enum RankingGoal {
  /** A model's file. */
  TRAIN,
  /** Everybody's score, in order. */
  SCORE,
  /** The head with reasons, and the report. */
  TOP,
  /** All of it. */
  ALL;

  boolean ranks() {
    return this != TRAIN;
  }

  boolean wantsEverybody() {
    return this == SCORE || this == ALL;
  }

  boolean wantsTop() {
    return this == TOP || this == ALL;
  }
}
