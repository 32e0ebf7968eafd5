package io.github.beamwatch.io.files;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import org.apache.beam.sdk.coders.AtomicCoder;

/**
 * A piece of a file: the records that start in it, and only those.
 *
 * @param path the file, on any Beam filesystem
 * @param from first byte
 * @param to behind the last byte; {@link Long#MAX_VALUE} for a file that is read in one piece
 */
record FileRange(String path, long from, long to) implements Serializable {

  /** The path, then both ends. */
  static final class FileRangeCoder extends AtomicCoder<FileRange> {
    private static final long serialVersionUID = 1;

    @Override
    public void encode(FileRange range, OutputStream stream) throws IOException {
      DataOutputStream out = new DataOutputStream(stream);
      out.writeUTF(range.path);
      out.writeLong(range.from);
      out.writeLong(range.to);
    }

    @Override
    public FileRange decode(InputStream stream) throws IOException {
      DataInputStream in = new DataInputStream(stream);
      return new FileRange(in.readUTF(), in.readLong(), in.readLong());
    }
  }
}
