package io.github.beamwatch.beam.parse;

import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.DeadLetter.PayloadState;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;

/** A version byte, then the fields of a dead letter; the reason by its word. */
public final class DeadLetterCoder extends AtomicCoder<DeadLetter> {

  private static final long serialVersionUID = 1;
  private static final byte VERSION = 2;
  private static final DeadLetterCoder INSTANCE = new DeadLetterCoder();
  private static final StringUtf8Coder TEXT = StringUtf8Coder.of();
  private static final NullableCoder<String> OPTIONAL_TEXT = NullableCoder.of(StringUtf8Coder.of());
  private static final NullableCoder<Long> OPTIONAL_LONG = NullableCoder.of(VarLongCoder.of());
  private static final ByteArrayCoder BYTES = ByteArrayCoder.of();

  private DeadLetterCoder() {}

  public static DeadLetterCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(DeadLetter letter, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeByte(VERSION);
    TEXT.encode(letter.stage(), out);
    TEXT.encode(letter.reason().name(), out);
    TEXT.encode(letter.detail(), out);
    BYTES.encode(letter.payload(), out);
    OPTIONAL_TEXT.encode(letter.source(), out);
    OPTIONAL_LONG.encode(letter.eventTimeMillis(), out);
    TEXT.encode(letter.payloadState().name(), out);
  }

  @Override
  public DeadLetter decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    byte version = in.readByte();
    if (version != VERSION) {
      throw new CoderException(
          "a dead letter of format version "
              + version
              + " cannot be read; this is version "
              + VERSION);
    }
    return new DeadLetter(
        TEXT.decode(in),
        Reason.valueOf(TEXT.decode(in)),
        TEXT.decode(in),
        BYTES.decode(in),
        OPTIONAL_TEXT.decode(in),
        OPTIONAL_LONG.decode(in),
        PayloadState.valueOf(TEXT.decode(in)));
  }

  @Override
  public void verifyDeterministic() {}
}
