package io.github.beamwatch.io.files;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;

/**
 * A file and where its scores go, on any Beam filesystem. Both are compressed as their names say.
 *
 * @param input the file to be scored
 * @param output the file to be written
 */
public record ScoredFile(String input, String output) {

  static final Coder<ScoredFile> CODER = new ScoredFileCoder();

  private static final class ScoredFileCoder extends AtomicCoder<ScoredFile> {
    private static final long serialVersionUID = 1;

    @Override
    public void encode(ScoredFile file, OutputStream stream) throws IOException {
      DataOutputStream out = new DataOutputStream(stream);
      out.writeUTF(file.input);
      out.writeUTF(file.output);
    }

    @Override
    public ScoredFile decode(InputStream stream) throws IOException {
      DataInputStream in = new DataInputStream(stream);
      return new ScoredFile(in.readUTF(), in.readUTF());
    }
  }
}
