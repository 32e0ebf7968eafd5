package io.github.beamwatch.core.detector;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;

/**
 * A way to tell unusual samples of a series from usual ones: an algorithm with its parameters. It
 * holds nothing of any series; that is in the {@link Memory} it begins for each.
 *
 * <p>A detector documents: its formula and source, the unit and range of its score, its warm-up,
 * the size of its memory, and its answer to a constant history, to gaps and to a restart. The same
 * samples in the same order give the same scores to the last bit, also where the memory was written
 * and read in between.
 */
public interface Detector extends Serializable {

  /** The score at and above which a sample is an anomaly, unless the user says otherwise. */
  double threshold();

  /** What samples above the threshold teach, unless the user says otherwise. */
  default Learning learning() {
    return Learning.SKIP_ANOMALOUS;
  }

  /**
   * The same where the caller makes one incident of many anomalies, as a rule does: what lasts is
   * to stay an anomaly until it ends.
   */
  default Learning learningOfIncidents() {
    return learning();
  }

  /**
   * A memory that has seen nothing.
   *
   * @param channels how many values each sample has, at least 1
   */
  Memory begin(int channels);

  /**
   * Reads what {@link Memory#writeTo} wrote.
   *
   * @throws IOException where the bytes are of another version, or no memory of this detector
   */
  Memory readFrom(DataInput in) throws IOException;

  /** What a detector remembers of one series: bounded, whatever the series' length. */
  interface Memory {

    /** Judges a sample by what was learned before it; changes nothing. */
    Score score(Sample sample);

    /** Takes a sample in. Its time is after that of every sample before it. */
    void learn(Sample sample);

    /**
     * Is told of a sample that must not teach anything, in place of {@link #learn}: for memories
     * that keep the place in a cycle.
     */
    default void skip(Sample sample) {}

    /** Writes the memory, a version byte first. */
    void writeTo(DataOutput out) throws IOException;
  }

  /** What a sample above the threshold teaches. */
  enum Learning {
    /** All of it, as any other; right for a detector that bounds the influence of a sample. */
    ALWAYS,
    /**
     * Nothing: an incident does not become the new normal. A new level that lasts is accepted when
     * the memory has learned nothing for its time to live, and begins anew.
     */
    SKIP_ANOMALOUS,
    /** Its value moved to the nearer end of the band. */
    CLIP
  }
}
