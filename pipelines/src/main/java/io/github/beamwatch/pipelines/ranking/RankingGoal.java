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

  /** Whether anybody is scored. */
  public boolean ranks() {
    return this != TRAIN;
  }

  /** Whether the whole ranking is. */
  public boolean wantsEverybody() {
    return this == SCORE || this == ALL;
  }

  /** Whether its head and the report are. */
  public boolean wantsTop() {
    return this == TOP || this == ALL;
  }
}
