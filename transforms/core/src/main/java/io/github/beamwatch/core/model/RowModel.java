package io.github.beamwatch.core.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;

/**
 * A way to tell unusual rows from usual ones: an algorithm with its parameters. What it learned of
 * one set of rows is a {@link Fitted}.
 *
 * <p>The same rows in any order with the same seed give the same fitted model and scores, to the
 * last bit, where {@link RowModels} gave the model. A missing value is NaN; such a model replaces
 * it by the median.
 */
public interface RowModel extends Serializable {

  /** The score at and above which a row is an anomaly, unless the user says otherwise. */
  double threshold();

  /**
   * Learns from rows.
   *
   * @param rows at least one, all of one length; a sample that fits in memory. Not changed
   * @param seed of everything random; models without chance ignore it
   * @throws IllegalArgumentException with one sentence where there are no rows, or of two lengths
   */
  Fitted fit(double[][] rows, long seed);

  /**
   * Reads what {@link Fitted#writeTo} wrote.
   *
   * @throws IOException where the bytes are of another version, or no such model
   */
  Fitted readFrom(DataInput in) throws IOException;

  /** What was learned; not changed by scoring, so that threads may share it. */
  interface Fitted {

    /**
     * How unusual a row is, in the model's documented unit; higher is more unusual. Finite for any
     * row.
     */
    double score(double[] row);

    /**
     * What each column did to a row's score: the higher, the more it made the row unusual; below
     * zero where it made the row look usual. They sum to a total that the model documents, which
     * rises with the score. Finite for any row.
     */
    double[] contributions(double[] row);

    /**
     * The score at and above which a row is an anomaly: where the model was told a contamination,
     * as learned from the rows; NaN inside of models, which leave it to {@link RowModelKind}.
     */
    default double threshold() {
      return Double.NaN;
    }

    /** Writes the model, a version byte first. */
    void writeTo(DataOutput out) throws IOException;
  }
}
