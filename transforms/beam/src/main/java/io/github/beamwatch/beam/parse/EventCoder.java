package io.github.beamwatch.beam.parse;

import io.github.beamwatch.core.event.Event;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.jspecify.annotations.Nullable;

/**
 * A version byte, the time, the number of slots; then per slot a mark that says whether a text, a
 * number, both or nothing follows.
 */
public final class EventCoder extends AtomicCoder<Event> {

  private static final long serialVersionUID = 1;
  private static final byte VERSION = 1;
  private static final int HAS_TEXT = 1;
  private static final int HAS_NUMBER = 2;
  private static final EventCoder INSTANCE = new EventCoder();

  private EventCoder() {}

  public static EventCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Event event, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeByte(VERSION);
    out.writeLong(event.timestamp());
    out.writeShort(event.size());
    for (int slot = 0; slot < event.size(); slot++) {
      String text = event.text(slot);
      double number = event.number(slot);
      boolean hasNumber = !Double.isNaN(number);
      out.writeByte((text == null ? 0 : HAS_TEXT) | (hasNumber ? HAS_NUMBER : 0));
      if (text != null) {
        StringUtf8Coder.of().encode(text, out);
      }
      if (hasNumber) {
        out.writeDouble(number);
      }
    }
  }

  @Override
  public Event decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    byte version = in.readByte();
    if (version != VERSION) {
      throw new CoderException(
          "an event of format version " + version + " cannot be read; this is version " + VERSION);
    }
    long timestamp = in.readLong();
    int size = in.readUnsignedShort();
    @Nullable String[] texts = new String[size];
    double[] numbers = new double[size];
    for (int slot = 0; slot < size; slot++) {
      int holds = in.readByte();
      texts[slot] = (holds & HAS_TEXT) != 0 ? StringUtf8Coder.of().decode(in) : null;
      numbers[slot] = (holds & HAS_NUMBER) != 0 ? in.readDouble() : Double.NaN;
    }
    return new Event(timestamp, texts, numbers);
  }

  @Override
  public void verifyDeterministic() {}

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
