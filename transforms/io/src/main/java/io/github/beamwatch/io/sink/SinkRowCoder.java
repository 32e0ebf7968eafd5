package io.github.beamwatch.io.sink;

import io.github.beamwatch.io.sink.SinkRow.Kind;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.MapCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/** A version byte, then the fields of a row; the kind by its name. */
public final class SinkRowCoder extends AtomicCoder<SinkRow> {

  private static final long serialVersionUID = 1;
  private static final byte VERSION = 1;
  private static final SinkRowCoder INSTANCE = new SinkRowCoder();
  private static final StringUtf8Coder TEXT = StringUtf8Coder.of();
  private static final MapCoder<String, String> LABELS = MapCoder.of(TEXT, TEXT);

  private SinkRowCoder() {}

  public static SinkRowCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(SinkRow row, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeByte(VERSION);
    TEXT.encode(row.kind().name(), out);
    TEXT.encode(row.id(), out);
    TEXT.encode(row.rule(), out);
    LABELS.encode(row.labels(), out);
    out.writeLong(row.startMillis());
    out.writeLong(row.endMillis());
    TEXT.encode(row.json(), out);
  }

  @Override
  public SinkRow decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    byte version = in.readByte();
    if (version != VERSION) {
      throw new CoderException(
          "a row of format version " + version + " cannot be read; this is version " + VERSION);
    }
    Kind kind = Kind.valueOf(TEXT.decode(in));
    String id = TEXT.decode(in);
    String rule = TEXT.decode(in);
    Map<String, String> labels = LABELS.decode(in);
    return new SinkRow(
        kind, id, rule, new TreeMap<>(labels), in.readLong(), in.readLong(), TEXT.decode(in));
  }
}
