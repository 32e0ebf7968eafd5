package io.github.beamwatch.io.rules;

import io.github.beamwatch.core.live.RuleDocument;
import io.github.beamwatch.core.live.RuleLog;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/** A version byte, the number, the documents, the marks: texts, which any release can read. */
final class RuleLogCoder extends AtomicCoder<RuleLog> {
  private static final long serialVersionUID = 1;
  private static final byte VERSION = 1;
  private static final StringUtf8Coder TEXT = StringUtf8Coder.of();

  @Override
  public void encode(RuleLog log, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeByte(VERSION);
    out.writeLong(log.number());
    out.writeInt(log.documents().size());
    for (RuleDocument document : log.documents()) {
      TEXT.encode(document.key(), out);
      TEXT.encode(document.source(), out);
      TEXT.encode(document.text(), out);
    }
    out.writeInt(log.marks().size());
    for (Map.Entry<String, String> mark : log.marks().entrySet()) {
      TEXT.encode(mark.getKey(), out);
      TEXT.encode(mark.getValue(), out);
    }
  }

  @Override
  public RuleLog decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    byte version = in.readByte();
    if (version != VERSION) {
      throw new CoderException(
          "a log of rules of format version "
              + version
              + " cannot be read; this is version "
              + VERSION);
    }
    long number = in.readLong();
    List<RuleDocument> documents = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      documents.add(new RuleDocument(TEXT.decode(in), TEXT.decode(in), TEXT.decode(in)));
    }
    TreeMap<String, String> marks = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      marks.put(TEXT.decode(in), TEXT.decode(in));
    }
    return new RuleLog(number, documents, marks);
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
