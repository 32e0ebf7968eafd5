package io.github.beamwatch.core.ranking;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Where an entity stands: its score and its name, by which equal scores are ordered.
 *
 * @param score higher is more unusual
 * @param name UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // compared by ORDER alone
record Standing(double score, byte[] name) {

  /** The most unusual first; among equal scores by name, by its bytes. */
  static final Comparator<Standing> ORDER =
      (one, other) -> compare(one.score, one.name, other.score, other.name);

  static int compare(double score, byte[] name, double otherScore, byte[] otherName) {
    int byScore = Double.compare(otherScore, score);
    return byScore != 0 ? byScore : Arrays.compareUnsigned(name, otherName);
  }
}
