package io.github.beamwatch.beam.delivery;

import io.github.beamwatch.beam.delivery.LetThrough.Place;
import io.github.beamwatch.core.delivery.Cooldown.Last;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/** A version byte, the last message, and the places of the records that are not settled. */
final class LetThroughCoder extends AtomicCoder<LetThrough> {

  private static final long serialVersionUID = 1;
  private static final byte VERSION = 1;
  private static final StringUtf8Coder TEXT = StringUtf8Coder.of();
  private static final VarLongCoder NUMBER = VarLongCoder.of();
  private static final VarIntCoder SIZE = VarIntCoder.of();

  @Override
  public void encode(LetThrough cell, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeByte(VERSION);
    Last last = cell.last();
    out.writeBoolean(last != null);
    if (last != null) {
      TEXT.encode(last.alertId(), out);
      NUMBER.encode(last.sentMillis(), out);
    }
    SIZE.encode(cell.open().size(), out);
    for (Place place : cell.open()) {
      TEXT.encode(place.origin(), out);
      NUMBER.encode(place.offset(), out);
    }
  }

  @Override
  public LetThrough decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    byte version = in.readByte();
    if (version != VERSION) {
      throw new CoderException(
          "a cooldown of format version "
              + version
              + " cannot be read; this is version "
              + VERSION);
    }
    Last last = in.readBoolean() ? new Last(TEXT.decode(in), NUMBER.decode(in)) : null;
    int size = SIZE.decode(in);
    List<Place> open = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      open.add(new Place(TEXT.decode(in), NUMBER.decode(in)));
    }
    return new LetThrough(last, open);
  }
}
