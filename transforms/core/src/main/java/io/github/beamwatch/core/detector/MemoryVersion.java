package io.github.beamwatch.core.detector;

import java.io.DataInput;
import java.io.IOException;

/** The byte that every memory begins with. */
final class MemoryVersion {
  private MemoryVersion() {}

  /**
   * @param owner the detector's name
   * @throws IOException where the memory is of another version
   */
  static void check(DataInput in, byte known, String owner) throws IOException {
    byte version = in.readByte();
    if (version != known) {
      throw new IOException(
          "a memory of %s in version %d, not %d".formatted(owner, version, known));
    }
  }
}
