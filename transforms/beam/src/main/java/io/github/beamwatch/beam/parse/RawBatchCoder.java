package io.github.beamwatch.beam.parse;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.util.VarInt;

/**
 * Writes a {@link RawBatch}: a version, the origin, the number of records, and for each the steps
 * of offset and timestamp from the record before, and the payload.
 */
public final class RawBatchCoder extends AtomicCoder<RawBatch> {

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final RawBatchCoder INSTANCE = new RawBatchCoder();

  private RawBatchCoder() {}

  /** The coder; it has no settings. */
  public static RawBatchCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(RawBatch batch, OutputStream out) throws IOException {
    out.write(VERSION);
    StringUtf8Coder.of().encode(batch.origin(), out);
    VarInt.encode(batch.size(), out);
    long offset = 0;
    long timestamp = 0;
    for (int i = 0; i < batch.size(); i++) {
      VarInt.encode(zigzag(batch.offset(i) - offset), out);
      VarInt.encode(zigzag(batch.timestampMillis(i) - timestamp), out);
      offset = batch.offset(i);
      timestamp = batch.timestampMillis(i);
      VarInt.encode(batch.payload(i).length, out);
      out.write(batch.payload(i));
    }
  }

  @Override
  public RawBatch decode(InputStream in) throws IOException {
    int version = in.read();
    if (version != VERSION) {
      throw new CoderException("A batch of version " + version + "; known is " + VERSION);
    }
    String origin = StringUtf8Coder.of().decode(in);
    int size = VarInt.decodeInt(in);
    byte[][] payloads = new byte[size][];
    long[] offsets = new long[size];
    long[] timestamps = new long[size];
    long offset = 0;
    long timestamp = 0;
    for (int i = 0; i < size; i++) {
      offset += unzigzag(VarInt.decodeLong(in));
      timestamp += unzigzag(VarInt.decodeLong(in));
      offsets[i] = offset;
      timestamps[i] = timestamp;
      payloads[i] = readBytes(in, VarInt.decodeInt(in));
    }
    return new RawBatch(origin, payloads, offsets, timestamps);
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  static byte[] readBytes(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length != length) {
      throw new EOFException("A payload of " + length + " bytes ends after " + bytes.length);
    }
    return bytes;
  }

  // Small steps in either direction become small positive numbers.
  private static long zigzag(long value) {
    return (value << 1) ^ (value >> 63);
  }

  private static long unzigzag(long value) {
    return (value >>> 1) ^ -(value & 1);
  }

  private Object readResolve() {
    return INSTANCE;
  }
}
