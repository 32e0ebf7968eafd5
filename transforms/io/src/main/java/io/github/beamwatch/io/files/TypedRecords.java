package io.github.beamwatch.io.files;

import java.io.IOException;

/** Goes through the records of a file range and sets the fields of each. */
interface TypedRecords extends AutoCloseable {

  /** Sets the next record; false where the range has no more. */
  boolean next() throws IOException;

  /** Where the record lies in its file, such as {@code row 17}. */
  String place();

  @Override
  void close() throws IOException;
}
