package io.github.beamwatch.io.table;

import java.io.Closeable;
import java.io.IOException;

/** Writes records into one file, which is whole when the writer was closed. */
public interface RecordWriter<T> extends Closeable {

  void write(T record) throws IOException;

  /** Ends the file and closes the stream that it was written to. */
  @Override
  void close() throws IOException;
}
