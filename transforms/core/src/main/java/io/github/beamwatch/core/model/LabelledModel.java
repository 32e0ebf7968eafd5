package io.github.beamwatch.core.model;

import java.io.DataInput;
import java.io.IOException;
import java.io.Serializable;

/**
 * A way to tell bad rows from good ones that learns from rows whose labels are known. What it
 * learned scores like any other {@link RowModel.Fitted}.
 *
 * <p>The same labelled rows in any order with the same seed give the same bytes and scores.
 */
public interface LabelledModel extends Serializable {

  /**
   * Learns from rows.
   *
   * @param rows all of one length; not changed
   * @param bad whether each of them was bad; both kinds are needed
   * @param seed of everything random
   * @throws IllegalArgumentException with one sentence where there are no rows, or of one kind only
   */
  RowModel.Fitted fit(double[][] rows, boolean[] bad, long seed);

  /**
   * Reads what {@link RowModel.Fitted#writeTo} wrote.
   *
   * @throws IOException where the bytes are of another version, or no such model
   */
  RowModel.Fitted readFrom(DataInput in) throws IOException;
}
