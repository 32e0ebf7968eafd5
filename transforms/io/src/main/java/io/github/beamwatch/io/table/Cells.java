package io.github.beamwatch.io.table;

import org.jspecify.annotations.Nullable;

/**
 * Takes the cells of a row, from the first column to the last, each by the call for its type.
 * Another type than the column's is an {@link IllegalArgumentException}.
 */
public interface Cells {

  /** A text; null leaves the cell empty. */
  Cells string(@Nullable String value);

  /** A number; NaN and infinities, which no row may hold, leave the cell empty. */
  Cells number(double value);

  Cells whole(long value);

  /** An instant. */
  Cells timestamp(long epochMillis);

  Cells flag(boolean value);

  /** A cell of any type, without a value. */
  Cells empty();
}
