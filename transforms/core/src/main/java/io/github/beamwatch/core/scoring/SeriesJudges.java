package io.github.beamwatch.core.scoring;

import io.github.beamwatch.core.detector.SeriesDetector;

/**
 * Takes each file for a series, judged in its order by what came before.
 *
 * @param detector says what is unusual
 */
public record SeriesJudges(SeriesDetector detector) implements Judges {
  private static final long serialVersionUID = 1L;

  @Override
  public RowJudge newJudge(int channels) {
    return new SeriesJudge(detector, channels);
  }

  @Override
  public boolean learnFromWhole() {
    return false;
  }
}
