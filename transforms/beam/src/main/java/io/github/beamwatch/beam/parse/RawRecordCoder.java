package io.github.beamwatch.beam.parse;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.util.VarInt;

/** Writes a {@link RawRecord}: a version, the origin, the offset, the payload. */
public final class RawRecordCoder extends AtomicCoder<RawRecord> {

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final RawRecordCoder INSTANCE = new RawRecordCoder();

  private RawRecordCoder() {}

  /** The coder; it has no settings. */
  public static RawRecordCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(RawRecord record, OutputStream out) throws IOException {
    out.write(VERSION);
    String origin = record.origin();
    out.write(origin == null ? 0 : 1);
    if (origin != null) {
      StringUtf8Coder.of().encode(origin, out);
    }
    // Shifted by one: "no offset" is -1, which as a varint would take ten bytes.
    VarInt.encode(record.offset() + 1, out);
    VarInt.encode(record.payload().length, out);
    out.write(record.payload());
  }

  @Override
  public RawRecord decode(InputStream in) throws IOException {
    int version = in.read();
    if (version != VERSION) {
      throw new CoderException("A raw record of version " + version + "; known is " + VERSION);
    }
    String origin = in.read() == 0 ? null : StringUtf8Coder.of().decode(in);
    long offset = VarInt.decodeLong(in) - 1;
    return new RawRecord(RawBatchCoder.readBytes(in, VarInt.decodeInt(in)), origin, offset);
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  private Object readResolve() {
    return INSTANCE;
  }
}
