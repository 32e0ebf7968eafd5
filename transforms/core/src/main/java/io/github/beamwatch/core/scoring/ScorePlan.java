package io.github.beamwatch.core.scoring;

import io.github.beamwatch.core.detector.SeriesDetector;
import java.io.Serializable;

/**
 * How tables are scored: what is looked at, by whom, and what may only teach.
 *
 * @param columns which columns are looked at
 * @param detector judges the rows
 * @param trainRows so many rows at the beginning of each file only teach
 */
public record ScorePlan(ColumnChoice columns, SeriesDetector detector, long trainRows)
    implements Serializable {

  /** A judge for one file that knows nothing yet. */
  public RowJudge newJudge(int channels) {
    return new SeriesJudge(detector, channels);
  }
}
