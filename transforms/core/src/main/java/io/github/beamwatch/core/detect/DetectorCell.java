package io.github.beamwatch.core.detect;

import io.github.beamwatch.core.detector.SeriesDetector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A detector's memory in a series' state. It is read from its bytes when its detector asks for it:
 * the bytes alone do not say whose they are.
 */
final class DetectorCell {
  private byte[] written = new byte[0];
  private SeriesDetector.@Nullable State memory;

  /** The memory; a new one where nothing was written. */
  SeriesDetector.State of(SeriesDetector detector, int channels) {
    SeriesDetector.State known = memory;
    if (known == null) {
      try {
        known =
            written.length == 0
                ? detector.begin(channels)
                : detector.readFrom(new DataInputStream(new ByteArrayInputStream(written)));
      } catch (IOException e) {
        throw new UncheckedIOException(
            "the memory of a detector cannot be read: "
                + e.getMessage()
                + ": start without the old state, or run the release that wrote it",
            e);
      }
      memory = known;
    }
    return known;
  }

  void writeTo(DataOutput out) throws IOException {
    byte[] bytes = written;
    if (memory != null) {
      ByteArrayOutputStream buffer = new ByteArrayOutputStream();
      memory.writeTo(new DataOutputStream(buffer));
      bytes = buffer.toByteArray();
    }
    VarLong.write(bytes.length, out);
    out.write(bytes);
  }

  static DetectorCell readFrom(DataInput in) throws IOException {
    DetectorCell cell = new DetectorCell();
    cell.written = new byte[(int) VarLong.read(in)];
    in.readFully(cell.written);
    return cell;
  }
}
