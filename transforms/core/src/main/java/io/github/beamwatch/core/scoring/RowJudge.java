package io.github.beamwatch.core.scoring;

/** Judges the rows of one table in their order. */
public interface RowJudge {

  /** Takes in a row that is not judged. */
  void teach(long time, double[] values);

  /** Judges a row, then learns from it what the detector allows. */
  RowVerdict judge(long time, double[] values);
}
