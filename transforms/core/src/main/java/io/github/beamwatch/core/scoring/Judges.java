package io.github.beamwatch.core.scoring;

import java.io.Serializable;

/** Gives every file a judge of its own. */
public interface Judges extends Serializable {

  /** A judge that knows nothing yet. */
  RowJudge newJudge(int channels);

  /** Whether all rows of a file teach before its first is judged, unless others are set aside. */
  boolean learnFromWhole();
}
