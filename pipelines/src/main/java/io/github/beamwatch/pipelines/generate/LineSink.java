package io.github.beamwatch.pipelines.generate;

import java.io.IOException;

/** Takes lines, one after the other. */
public interface LineSink extends AutoCloseable {

  /** Takes one line, without its line break. */
  void write(byte[] line) throws IOException;

  /** Returns when every line has arrived. */
  @Override
  void close() throws IOException;
}
